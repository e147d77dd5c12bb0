import { BrowserWindow, nativeTheme } from 'electron';
import { log } from './log';
import { startPage } from './origin';

/** The page's `--paper`, so that nothing else is ever seen behind it. */
const background = { light: '#f7f6f2', dark: '#14171a' };

/** HomeMole's one window, shown as soon as its page has something to show. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'HomeMole',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: import.meta.env.DEV,
    },
  });
  window.once('ready-to-show', () => {
    window.show();
    if (process.env.HOMEMOLE_TRACE) log(`shown after ${Math.round(performance.now())} ms`);
  });
  void window.loadURL(startPage);
  return window;
}
