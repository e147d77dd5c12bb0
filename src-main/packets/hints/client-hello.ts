import type { Frame } from '../frame';
import { cleanText } from './clean-text';
import { say } from './say';

const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const SERVER_NAME = 0;
const HOST_NAME = 0;
/** Record header, handshake header, version and random (RFC 8446, 4.1.2). */
const FIXED = 5 + 4 + 2 + 32;

/**
 * The server's name in a TLS ClientHello (RFC 6066, 3), from the segment the message begins in. A
 * message that goes on in further segments tells it if the extension lies whole in the first.
 */
export function takeClientHello(frame: Frame, at: number, end: number): void {
  const { bytes, view } = frame;
  if (at + FIXED + 1 > end || bytes[at] !== HANDSHAKE || bytes[at + 5] !== CLIENT_HELLO) return;
  let position = at + FIXED;
  position += 1 + bytes[position]!;
  if (position + 2 > end) return;
  position += 2 + view.getUint16(position);
  if (position + 1 > end) return;
  position += 1 + bytes[position]!;
  if (position + 2 > end) return;
  const last = Math.min(end, position + 2 + view.getUint16(position));
  for (position += 2; position + 4 <= last;) {
    const value = position + 4;
    const next = value + view.getUint16(position + 2);
    if (view.getUint16(position) === SERVER_NAME) return takeServerName(frame, value, next, end);
    position = next;
  }
}

function takeServerName(frame: Frame, value: number, next: number, end: number): void {
  const { bytes, view } = frame;
  if (next > end || value + 5 > next || bytes[value + 2] !== HOST_NAME) return;
  const to = value + 5 + view.getUint16(value + 3);
  if (to <= next) say(frame, 'sni', cleanText(bytes, value + 5, to).toLowerCase());
}
