/** Request methods with a path: the common ones of the IANA registry, and UPnP's. */
const methods = [
  ...['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PRI'],
  ...['PROPFIND', 'PROPPATCH', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK', 'REPORT', 'SEARCH'],
  ...['NOTIFY', 'SUBSCRIBE', 'UNSUBSCRIBE'],
];
const connect = Buffer.from('CONNECT ');
/** The bytes of each method and the space behind it, by the first four of them. */
const methodsByStart = new Map<number, Buffer[]>();
for (const word of [connect, ...methods.map((method) => Buffer.from(`${method} `))]) {
  const start = word.readInt32BE(0);
  methodsByStart.set(start, [...(methodsByStart.get(start) ?? []), word]);
}
/** 1 for the first byte of a method or status line, since few bytes in the middle of a body are one. */
const canStart = new Uint8Array(256);
for (const word of methodsByStart.keys()) canStart[word >>> 24] = 1;
canStart['H'.charCodeAt(0)] = 1;
const statusLine = Buffer.from('HTTP/').readInt32BE(0);

/**
 * Whether bytes begin like an HTTP request (a method, a space, a path or an http URL, a host after
 * CONNECT: so that SIP, RTSP and NATS, which share methods, do not count) or like a status line.
 */
export function startsLikeHttp(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 5 || canStart[bytes[start]!] === 0) return false;
  const word =
    (bytes[start]! << 24) |
    (bytes[start + 1]! << 16) |
    (bytes[start + 2]! << 8) |
    bytes[start + 3]!;
  if (word === statusLine) return bytes[start + 4] === 0x2f;
  const candidates = methodsByStart.get(word);
  if (candidates === undefined) return false;
  return candidates.some((method) => {
    const target = start + method.length;
    if (target >= end || method.some((byte, i) => bytes[start + i] !== byte)) return false;
    return method === connect ? isHostStart(bytes[target]!) : isTargetStart(bytes[target]!);
  });
}

/** `/`, `*` or the h of http. */
function isTargetStart(byte: number): boolean {
  return byte === 0x2f || byte === 0x2a || byte === 0x68;
}

/** A letter, a digit, or the bracket of an IPv6 address. */
function isHostStart(byte: number): boolean {
  const lower = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x7a) || byte === 0x5b;
}
