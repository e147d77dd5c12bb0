import { ascii, concat } from './der';

/** A request without a body (RFC 9112). */
export function httpGet(host: string, path: string, agent: string): Uint8Array {
  return ascii(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: ${agent}\r\nAccept: */*\r\n` +
      'Connection: keep-alive\r\n\r\n',
  );
}

/** A response with a body of a known length. */
export function httpResponse(body: Uint8Array, type: string): Uint8Array {
  const head =
    `HTTP/1.1 200 OK\r\nServer: edge\r\nContent-Type: ${type}\r\n` +
    `Content-Length: ${body.length}\r\nCache-Control: max-age=600\r\n\r\n`;
  return concat(ascii(head), body);
}
