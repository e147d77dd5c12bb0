import type { App, Session, WebContents } from 'electron';
import { log } from './log';
import { isOwnUrl } from './origin';

/**
 * Deny by default. HomeMole's page needs no permission, no other page, no other window and no
 * network; whatever asks for one, a defect or a rotten dependency, is refused and logged.
 */
export function hardenChromium(app: App): void {
  // Every window asks for the sandbox by itself too. Where it was switched off on the command line
  // (for root, who cannot have it) this would leave Chromium's own processes unable to start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // No name resolves, whichever part of Chromium asks: the last line behind the filter below.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.on('session-created', hardenSession);
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
}

function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    refuse('permission', permission);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !isOwnUrl(details.url) && !isDevTools(details.url);
    if (cancel) refuse('request', details.resourceType);
    answer({ cancel });
  });
  session.on('will-download', (event) => {
    refuse('download', 'file');
    event.preventDefault();
  });
}

function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => {
    refuse('window', 'window.open');
    return { action: 'deny' };
  });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-navigate', (event) => {
    refuse('navigation', 'page');
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    refuse('navigation', 'redirect');
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    refuse('window', 'webview');
    event.preventDefault();
  });
}

/** Only a development build opens devtools at all. */
function isDevTools(url: string): boolean {
  return import.meta.env.DEV && url.startsWith('devtools://');
}

function refuse(what: string, detail: string): void {
  log(`refused ${what}: ${detail}`);
}
