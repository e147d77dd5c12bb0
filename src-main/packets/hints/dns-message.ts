import { DNS_ANSWER, DNS_QUESTION } from '../../contract/clear-messages';
import type { Frame } from '../frame';
import { answerTtl } from './dns-ttl';
import { type DnsName, readLowerName } from './dns-names';
import { say } from './say';

const HEADER = 12;
const RESPONSE = 0x8000;
const OPCODE = 0x7800;
const CLASS_INTERNET = 1;

/**
 * A message of DNS (RFC 1035, 4.1) to or from port 53: what a query asks for is a hint, in lower
 * case, as letters of mixed case are a guard against forgery and no part of the name. Reverse lookups
 * tell nothing of a product.
 */
export function takeDns(frame: Frame, at: number, end: number, whole: boolean): void {
  const { view, table } = frame;
  if (at + HEADER > end) return;
  const flags = view.getUint16(at + 2);
  if ((flags & OPCODE) !== 0) return;
  const name = questionName(frame, at, end);
  const text = name?.text ?? '';
  const type = name ? view.getUint16(name.next) : 0;
  const id = view.getUint16(at);
  if ((flags & RESPONSE) !== 0) {
    const ttl = name ? answerTtl(frame, at, name.next + 4, end, whole, type) : 0;
    table.say(DNS_ANSWER, text, type, id, ttl);
    return;
  }
  table.say(DNS_QUESTION, text, type, id);
  if (name && !text.endsWith('.arpa')) say(frame, 'dns', text);
}

/** The name of the one question in lower case, of the class of the Internet; null where it is not there whole. */
function questionName(frame: Frame, at: number, end: number): DnsName | null {
  const { bytes, view } = frame;
  if (view.getUint16(at + 4) !== 1) return null;
  const name = readLowerName(bytes, at, at + HEADER, end);
  if (!name || name.next + 4 > end) return null;
  return view.getUint16(name.next + 2) === CLASS_INTERNET ? name : null;
}
