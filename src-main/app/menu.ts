import { Menu } from 'electron';

/** Roles only: Electron knows their words in every language. Hidden until Alt on Linux and Windows. */
export function setMenu(): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
      { role: 'fileMenu' },
      { role: 'editMenu' },
      {
        role: 'viewMenu',
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { type: 'separator' },
          { role: 'togglefullscreen' },
          ...(import.meta.env.DEV ? [{ role: 'toggleDevTools' } as const] : []),
        ],
      },
    ]),
  );
}
