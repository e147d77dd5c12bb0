/** Request methods (IANA registry, the common ones and UPnP's) by their first four bytes. */
const methods = new Map<number, string>(
  [
    'GET',
    'POST',
    'HEAD',
    'PUT',
    'DELETE',
    'OPTIONS',
    'PATCH',
    'CONNECT',
    'TRACE',
    'NOTIFY',
    'SUBSCRIBE',
    'UNSUBSCRIBE',
    'PROPFIND',
    'PROPPATCH',
    'MKCOL',
    'COPY',
    'MOVE',
    'LOCK',
    'UNLOCK',
    'REPORT',
    'SEARCH',
    'PRI',
  ].map((method) => [firstFour(`${method} `), method]),
);
const STATUS_LINE = firstFour('HTTP');

/**
 * Whether bytes begin like an HTTP request (a method, a space, a path or an http URL: so that SIP
 * and RTSP, which share methods, do not count) or like a status line.
 */
export function startsLikeHttp(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 5) return false;
  const word =
    (bytes[start]! << 24) |
    (bytes[start + 1]! << 16) |
    (bytes[start + 2]! << 8) |
    bytes[start + 3]!;
  if (word === STATUS_LINE) return bytes[start + 4] === 0x2f;
  const method = methods.get(word);
  if (method === undefined) return false;
  let at = start + 4;
  while (at < end && at < start + 16 && bytes[at - 1] !== 0x20) at += 1;
  if (bytes[at - 1] !== 0x20 || at >= end) return false;
  if (method === 'CONNECT') return true;
  const target = bytes[at];
  return target === 0x2f || target === 0x2a || target === 0x68;
}

function firstFour(text: string): number {
  return Buffer.from(text).readInt32BE(0);
}
