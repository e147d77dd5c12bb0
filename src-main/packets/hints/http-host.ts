import { HTTP_REQUEST } from '../../contract/clear-messages';
import type { Frame } from '../frame';
import { cleanText } from './clean-text';

const LINE_END = 0x0a;
const RETURN = 0x0d;
/** Bytes of a request in which its host is looked for. */
const MOST_BYTES = 2048;
const field = Buffer.from('host:');
const statusLine = Buffer.from('HTTP/');

/**
 * The host that a request asks (RFC 9110, 7.2), in lower case and without its port, from the segment
 * the request begins in.
 */
export function takeHttpHost(frame: Frame, at: number, end: number): void {
  const head = frame.bytes.subarray(at, Math.min(end, at + MOST_BYTES));
  if (head.length < statusLine.length || startsWith(head, statusLine, 0)) return;
  frame.table.say(HTTP_REQUEST, hostOf(head));
}

function hostOf(head: Uint8Array): string {
  for (let line = head.indexOf(LINE_END) + 1; line > 0; line = head.indexOf(LINE_END, line) + 1) {
    if (!startsWith(head, field, line)) continue;
    const next = head.indexOf(LINE_END, line);
    if (next < 0) return '';
    const stop = head[next - 1] === RETURN ? next - 1 : next;
    return cleanText(head, line + field.length, stop)
      .toLowerCase()
      .replace(/:\d+$/, '');
  }
  return '';
}

/** Whether the word stands at `at`, its letters large or small. */
function startsWith(bytes: Uint8Array, word: Uint8Array, at: number): boolean {
  return word.every((byte, i) => bytes[at + i] === byte || (bytes[at + i]! | 0x20) === byte);
}
