import type { Frame } from './frame';
import { notIp } from './raw-ip';
import { decodeWifi } from './wifi';

/** Bits of the first word of present fields, and of the field `flags` (radiotap.org). */
const TSFT_PRESENT = 0x1;
const FLAGS_PRESENT = 0x2;
const MORE_PRESENT = 0x80000000;
const HAS_CHECK = 0x10;
const PADDED = 0x20;
const BAD_CHECK = 0x40;

const CHECK_BYTES = 4;
const PRISM_BYTES = 144;
/** The first word of an AVS header, but for the version. */
const AVS_MAGIC = 0x80211000;

/** 802.11 behind a radiotap header: its length, then the fields named by a bit mask, aligned. */
export function decodeRadiotap(frame: Frame, start: number): void {
  const { bytes, view } = frame;
  if (!frame.has(start + 8)) return notIp(frame);
  const length = view.getUint16(start + 2, true);
  const body = start + length;
  if (bytes[start] !== 0 || length < 8 || !frame.has(body)) return notIp(frame);
  const present = view.getUint32(start + 4, true);
  let at = start + 8;
  for (let word = present; word & MORE_PRESENT && at + 4 <= body; at += 4) {
    word = view.getUint32(at, true);
  }
  if (present & TSFT_PRESENT) at = start + ((at - start + 7) & ~7) + 8;
  const flags = present & FLAGS_PRESENT && at < body ? bytes[at]! : 0;
  decodeChecked(frame, body, flags);
}

/** Behind a header of the Prism driver, or of AVS, which some drivers write under the same number. */
export function decodePrism(frame: Frame, start: number): void {
  const { view } = frame;
  if (!frame.has(start + 8)) return notIp(frame);
  if ((view.getUint32(start) & 0xfffff000) >>> 0 === AVS_MAGIC) return decodeAvs(frame, start);
  // In the order of the machine that wrote it; of the two only one is a sensible length.
  const little = view.getUint32(start + 4, true);
  const length = little <= 0xffff ? little : view.getUint32(start + 4);
  decodeBehind(frame, start, length < PRISM_BYTES ? PRISM_BYTES : length);
}

/** Behind an AVS header, which begins with magic number and version, and its own length. */
export function decodeAvs(frame: Frame, start: number): void {
  if (!frame.has(start + 8)) return notIp(frame);
  decodeBehind(frame, start, frame.view.getUint32(start + 4));
}

function decodeBehind(frame: Frame, start: number, length: number): void {
  if (length < 8 || length > 0xffff || !frame.has(start + length)) notIp(frame);
  else decodeWifi(frame, start + length);
}

/** What arrived with a wrong check sequence is noise. */
function decodeChecked(frame: Frame, start: number, flags: number): void {
  if (flags & BAD_CHECK) return notIp(frame);
  if (flags & HAS_CHECK) {
    frame.wireEnd = Math.max(start, frame.wireEnd - CHECK_BYTES);
    if (frame.end > frame.wireEnd) frame.end = frame.wireEnd;
  }
  decodeWifi(frame, start, (flags & PADDED) !== 0);
}

/**
 * 802.11 within PPI: the field 802.11-Common (type 2) tells whether a check sequence follows.
 * `fields` and `body` are where the fields begin and end.
 */
export function decodePpiWifi(frame: Frame, fields: number, body: number): void {
  const { view } = frame;
  let flags = 0;
  for (let at = fields; at + 4 <= body; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 2 || at + 14 > body) continue;
    const common = view.getUint16(at + 12, true);
    flags = (common & 1 ? HAS_CHECK : 0) | (common & 4 ? BAD_CHECK : 0);
  }
  decodeChecked(frame, body, flags);
}
