/** The one origin that HomeMole's window shows, served from its own files. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'homemole';
const appOrigin = `${APP_SCHEME}://${APP_HOST}`;

/** The dev server's address; always null in a build, where the branch is compiled away. */
const devServer = import.meta.env.DEV ? (process.env.ELECTRON_RENDERER_URL ?? null) : null;

/** What the window loads. */
export const startPage = devServer ?? `${appOrigin}/index.html`;

/** An address taken apart, or null; `URL.canParse` is younger than the oldest Electron we run on. */
export function parseUrl(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** True for HomeMole's own pages and files, and for nothing else. */
export function isOwnUrl(address: string): boolean {
  if (address.startsWith(`${appOrigin}/`)) return true;
  return devServer !== null && parseUrl(address)?.host === new URL(devServer).host;
}
