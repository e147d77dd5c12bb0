import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { APP_HOST, parseUrl } from './origin';

/** What the page may do: show itself. No network, no frames, no plugins, no inline script. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Charts and floating panels place themselves by style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * The file below `root` that an address of our origin names, or null when it names none: another
 * host, a kind of file that no page needs, or a path that would leave the folder.
 */
export function fileOf(address: string, root: string): string | null {
  const url = parseUrl(address);
  if (url?.host !== APP_HOST) return null;
  const name = decoded(url.pathname);
  // After decoding: an encoded slash, backslash or NUL is no part of any name of ours.
  if (name === null || /[\\\0]|\/\//.test(name) || name.split('/').includes('..')) return null;
  const file = join(root, name);
  if (!file.startsWith(root + sep) || !(extname(file) in contentTypes)) return null;
  return file;
}

function decoded(path: string): string | null {
  if (/%2f|%5c|%00/i.test(path)) return null;
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Answers a request of the window from the folder of built pages. */
export async function servePageFile(request: Request, root: string): Promise<Response> {
  const headers = {
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  };
  if (request.method !== 'GET') return new Response(null, { status: 405, headers });
  const file = fileOf(request.url, root);
  if (file === null) return new Response(null, { status: 404, headers });
  try {
    const body = await readFile(file);
    const type = contentTypes[extname(file)] as string;
    return new Response(new Uint8Array(body), { headers: { ...headers, 'content-type': type } });
  } catch {
    return new Response(null, { status: 404, headers });
  }
}
