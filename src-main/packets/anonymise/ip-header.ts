import { checksumOf } from './scrub';
import type { Scrub } from './scrub';

const END_OF_OPTIONS = 0;
const NO_OPERATION = 1;
/** Option types whose third byte points into the option: record route, timestamp, source routes. */
const pointing = new Set([7, 68, 131, 137]);
const ROUTER_ALERT = 148;

/** The header alone. @returns Its length; 0 where there is none, as the decoder sees it. */
export function scrubIpv4Header(s: Scrub, at: number): number {
  const { bytes } = s;
  if (!s.has(at + 20)) return 0;
  const headerLength = (bytes[at]! & 0x0f) << 2;
  if (bytes[at]! >> 4 !== 4 || headerLength < 20) return 0;
  s.keep(at, 10);
  s.ipv4(at + 12);
  s.ipv4(at + 16);
  scrubIpv4Options(s, at + 20, at + headerLength);
  if (s.has(at + headerLength)) s.put16(at + 10, checksumOf(s.sum(at, at + headerLength)));
  return headerLength;
}

function scrubIpv4Options(s: Scrub, start: number, stop: number): void {
  const end = Math.min(stop, s.end);
  for (let at = start; at < end;) {
    const type = s.bytes[at]!;
    s.keep(at, 1);
    if (type === END_OF_OPTIONS) return;
    if (type === NO_OPERATION) {
      at += 1;
      continue;
    }
    const length = at + 1 < end ? s.bytes[at + 1]! : 0;
    if (length < 2) return;
    s.keep(at + 1, Math.min(type === ROUTER_ALERT ? 3 : pointing.has(type) ? 2 : 1, length - 1));
    at += length;
  }
}

/** The fixed header alone; false where there is none. */
export function scrubIpv6Header(s: Scrub, at: number): boolean {
  if (!s.has(at + 40) || s.bytes[at]! >> 4 !== 6) return false;
  s.keep(at, 8);
  s.ipv6(at + 8);
  s.ipv6(at + 24);
  return true;
}
