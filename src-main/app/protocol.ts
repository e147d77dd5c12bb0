import { protocol } from 'electron';
import { APP_SCHEME } from './origin';
import { servePageFile } from './page-files';

/** Must run before Electron is ready: makes `app:` a secure origin like https, without its network. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Serves the built renderer in `root` at app://homemole/. */
export function serveApp(root: string): void {
  protocol.handle(APP_SCHEME, (request) => servePageFile(request, root));
}
