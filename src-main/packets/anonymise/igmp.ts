import { checksumOf } from './scrub';
import type { Scrub } from './scrub';

const QUERY = 0x11;
const REPORT_3 = 0x22;
const RECORD_BYTES = 8;

/** IGMP of all versions (RFC 3376): groups and sources get other addresses. */
export function scrubIgmp(s: Scrub, at: number, length: number): void {
  const end = Math.min(at + length, s.end);
  s.keep(at, Math.min(2, length));
  if (at + 8 > end) return;
  if (s.bytes[at] === REPORT_3) {
    s.keep(at + 6, 2);
    for (let record = at + 8; record + RECORD_BYTES <= end;) {
      const sources = s.view.getUint16(record + 2);
      s.keep(record, 4);
      s.ipv4(record + 4);
      scrubSources(s, record + RECORD_BYTES, sources, end);
      record += RECORD_BYTES + 4 * (sources + s.bytes[record + 1]!);
    }
  } else {
    s.ipv4(at + 4);
    if (s.bytes[at] === QUERY && at + 12 <= end) {
      s.keep(at + 8, 4);
      scrubSources(s, at + 12, s.view.getUint16(at + 10), end);
    }
  }
  s.put16(at + 2, checksumOf(s.sum(at, at + length)));
}

function scrubSources(s: Scrub, at: number, count: number, end: number): void {
  for (let i = 0; i < count && at + 4 * i + 4 <= end; i += 1) s.ipv4(at + 4 * i);
}
