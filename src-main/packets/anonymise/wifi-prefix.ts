import type { Scrub } from './scrub';
import { scrubWifi } from './wifi';

const TSFT_PRESENT = 0x1;
const FLAGS_PRESENT = 0x2;
const MORE_PRESENT = 0x80000000;
const HAS_CHECK = 0x10;
const PADDED = 0x20;
const BAD_CHECK = 0x40;
const CHECK_BYTES = 4;
const PRISM_BYTES = 144;
const AVS_MAGIC = 0x80211000;
/** The name of the interface in a Prism header. */
const PRISM_NAME = { at: 8, bytes: 16 } as const;
/** Of the fields of PPI: what the radio says of the frame. Another one tells where it was, by GPS. */
const PPI_COMMON = 2;

/** Radiotap: what the radio measured stays. */
export function scrubRadiotap(s: Scrub, start: number): void {
  const { bytes, view } = s;
  if (!s.has(start + 8)) return;
  const length = view.getUint16(start + 2, true);
  const body = start + length;
  s.keep(start, 8);
  if (bytes[start] !== 0 || length < 8 || !s.has(body)) return;
  s.keep(start, length);
  const present = view.getUint32(start + 4, true);
  let at = start + 8;
  for (let word = present; word & MORE_PRESENT && at + 4 <= body; at += 4) {
    word = view.getUint32(at, true);
  }
  if (present & TSFT_PRESENT) at = start + ((at - start + 7) & ~7) + 8;
  const flags = present & FLAGS_PRESENT && at < body ? bytes[at]! : 0;
  scrubChecked(s, body, flags);
}

/** Prism, and AVS under its number. */
export function scrubPrism(s: Scrub, start: number): void {
  const { view } = s;
  if (!s.has(start + 8)) return;
  if ((view.getUint32(start) & 0xfffff000) >>> 0 === AVS_MAGIC) return scrubAvs(s, start);
  const little = view.getUint32(start + 4, true);
  const length = little <= 0xffff ? little : view.getUint32(start + 4);
  const body = length < PRISM_BYTES ? PRISM_BYTES : length;
  s.keep(start, 8);
  if (body > 0xffff || !s.has(start + body)) return;
  const behindName = PRISM_NAME.at + PRISM_NAME.bytes;
  s.keep(start + behindName, body - behindName);
  scrubWifi(s, start + body);
}

export function scrubAvs(s: Scrub, start: number): void {
  if (!s.has(start + 8)) return;
  const length = s.view.getUint32(start + 4);
  s.keep(start, 8);
  if (length < 8 || length > 0xffff || !s.has(start + length)) return;
  s.keep(start, length);
  scrubWifi(s, start + length);
}

/** 802.11 within PPI, whose fields lie in [fields, body). */
export function scrubPpiWifi(s: Scrub, fields: number, body: number): void {
  const { view } = s;
  let flags = 0;
  for (let at = fields; at + 4 <= body; at += 4 + view.getUint16(at + 2, true)) {
    s.keep(at, 4);
    if (view.getUint16(at, true) !== PPI_COMMON || at + 14 > body) continue;
    s.keep(at + 4, Math.min(view.getUint16(at + 2, true), body - at - 4));
    const common = view.getUint16(at + 12, true);
    flags = (common & 1 ? HAS_CHECK : 0) | (common & 4 ? BAD_CHECK : 0);
  }
  scrubChecked(s, body, flags);
}

function scrubChecked(s: Scrub, start: number, flags: number): void {
  if (flags & BAD_CHECK) return;
  const { end, wireEnd } = s;
  if (flags & HAS_CHECK) {
    s.wireEnd = Math.max(start, wireEnd - CHECK_BYTES);
    s.end = Math.min(end, s.wireEnd);
  }
  scrubWifi(s, start, (flags & PADDED) !== 0);
  s.end = end;
  s.wireEnd = wireEnd;
}
