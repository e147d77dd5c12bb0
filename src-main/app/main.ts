import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { CloseGuard } from './close-guard';
import { closeDialogs } from './dialogs';
import { EngineHost } from './engine-host';
import { engineForker } from './fork-engine';
import { makeHandlers } from './handlers';
import { hardenChromium } from './hardening';
import { routeCalls } from './ipc-router';
import { log } from './log';
import { setMenu } from './menu';
import { noticesTo } from './notices';
import { isOwnUrl } from './origin';
import { registerAppScheme, serveApp } from './protocol';
import { Ration } from './ration';
import { rescueRecordings } from './rescue';
import { openWindow } from './window';

// Built to out/main/main.cjs; everything else has its place relative to that.
const out = join(__dirname, '..');
const paths = {
  pages: join(out, 'renderer'),
  preload: join(out, 'preload', 'preload.cjs'),
  engine: {
    entry: join(out, 'main', 'engine.cjs'),
    worker: join(out, 'main', 'worker-thread.cjs'),
    helper: join(out, 'main', 'capture-helper.cjs'),
    resources: join(out, '..', 'resources'),
    models: join(out, '..', 'models'),
  },
};

/** A page that ends again and again is not loaded for ever. */
const reloads = new Ration(2, 60_000);

let window: BrowserWindow | null = null;
const engine = new EngineHost(
  engineForker(paths.engine),
  noticesTo(() => window),
);

hardenChromium(app);
registerAppScheme();
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => window?.focus());
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => engine.dispose());
  void app.whenReady().then(start);
} else {
  app.quit();
}

function start(): void {
  void rescue();
  setMenu();
  serveApp(paths.pages);
  const opened = openWindow(paths.preload);
  window = opened;
  routeCalls(makeHandlers(opened, engine), isOurs);
  const guard = new CloseGuard(engine.captures, {
    ...closeDialogs(opened),
    close: () => opened.close(),
  });
  opened.on('close', (event) => {
    if (!guard.mayClose()) event.preventDefault();
  });
  opened.once('show', () => void engine.ask('sweepModels', undefined).catch(() => null));
  opened.webContents.on('render-process-gone', (_event, { reason }) => {
    log(`the window's process ended: ${reason}`);
    if (reason === 'clean-exit') return;
    void engine.cancelAll();
    if (reloads.take()) opened.webContents.reload();
    else log('it ended too often to be started again; please restart HomeMole');
  });
}

/** Brings to safety what a crash left, and says so. */
async function rescue(): Promise<void> {
  // Where the engine's `ownFolder` is, too.
  const own = process.env['HOMEMOLE_FOLDER'] || app.getPath('userData');
  const folders = await rescueRecordings(tmpdir(), join(own, 'rescued-recordings'));
  for (const folder of folders) log(`a recording that was never saved is kept in ${folder}`);
}

/** Our own window's main frame, on our own origin. */
function isOurs(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === window?.webContents.mainFrame && isOwnUrl(frame.url);
}
