import type { Frame } from '../frame';
import { readName } from './dns-names';
import { say } from './say';

/** A standard query, not a response: no QR bit, opcode 0. */
const NOT_A_QUERY = 0xf800;
const CLASS_INTERNET = 1;

/**
 * The name that a DNS query asks for (RFC 1035, 4.1), in lower case, as letters of mixed case are a
 * guard against forgery and no part of it. Reverse lookups tell nothing of a product.
 */
export function takeDnsQuery(frame: Frame, at: number, end: number): void {
  const { bytes, view } = frame;
  if (at + 17 > end || (view.getUint16(at + 2) & NOT_A_QUERY) !== 0) return;
  if (view.getUint16(at + 4) !== 1) return;
  const name = readName(bytes, at, at + 12, end);
  if (!name || name.next + 4 > end || view.getUint16(name.next + 2) !== CLASS_INTERNET) return;
  const text = name.text.toLowerCase();
  if (!text.endsWith('.arpa')) say(frame, 'dns', text);
}
