import { TLS_HELLO } from '../../contract/clear-messages';
import type { Frame } from '../frame';
import { readHello } from './hello-extensions';
import { say } from './say';

const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const RECORD_HEADER = 5;

/**
 * The server's name in a TLS ClientHello, from the segment the message begins in. A message that goes
 * on in further segments tells it if the extension lies whole in the first.
 */
export function takeClientHello(frame: Frame, at: number, end: number): void {
  const { bytes, view, table } = frame;
  const message = at + RECORD_HEADER;
  if (message >= end || bytes[at] !== HANDSHAKE || bytes[message] !== CLIENT_HELLO) return;
  const hello = readHello(bytes, view, message, end);
  if (!hello) return;
  table.say(TLS_HELLO, hello.name, hello.type);
  say(frame, 'sni', hello.name);
}
