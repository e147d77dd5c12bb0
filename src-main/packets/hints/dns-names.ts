import { cleanText } from './clean-text';
import { TextCache } from './text-cache';

/** A name as text, and where what follows it begins. */
export interface DnsName {
  readonly text: string;
  readonly next: number;
}

/** RFC 1035, 2.3.4: a name has at most 255 octets, so no more labels than this. */
const MOST_LABELS = 127;

/**
 * The name at `at` of a DNS message that begins at `start` and was captured up to `end` (RFC 1035,
 * 4.1.4). Labels are joined by dots, in UTF-8 as multicast DNS has them. Null when it is cut,
 * empty, too long, or its pointers do not lead backwards.
 */
export function readName(
  bytes: Uint8Array,
  start: number,
  at: number,
  end: number,
): DnsName | null {
  const labels: string[] = [];
  let next = -1;
  let length = 0;
  // Every pointer must lead before the one it was found behind, which ends all loops.
  let before = at;
  for (;;) {
    if (at >= end) return null;
    const size = bytes[at]!;
    if (size === 0) break;
    if (size >= 0xc0) {
      if (at + 2 > end) return null;
      if (next < 0) next = at + 2;
      const target = start + (((size & 0x3f) << 8) | bytes[at + 1]!);
      if (target >= before || target < start + 12) return null;
      before = at = target;
      continue;
    }
    length += size + 1;
    if (size > 63 || length > 254 || labels.length >= MOST_LABELS) return null;
    if (at + 1 + size > end) return null;
    labels.push(cleanText(bytes, at + 1, at + 1 + size));
    at += 1 + size;
  }
  if (labels.length === 0) return null;
  return { text: labels.join('.'), next: next < 0 ? at + 1 : next };
}

/** Of names without pointers, which read the same in every message. */
const asked = new TextCache();

/** `readName` in lower case. */
export function readLowerName(
  bytes: Uint8Array,
  start: number,
  at: number,
  end: number,
): DnsName | null {
  const next = plainEnd(bytes, at, end);
  if (next >= 0) {
    const text = asked.text(bytes, at, next, lowerName);
    return text === null ? null : { text, next };
  }
  const name = readName(bytes, start, at, end);
  return name && { text: name.text.toLowerCase(), next: name.next };
}

/** A name without pointers that is there whole. */
function lowerName(bytes: Uint8Array, at: number, end: number): string | null {
  return readName(bytes, at, at, end)?.text.toLowerCase() ?? null;
}

/** Where a name without pointers ends; -1 for any other. */
function plainEnd(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const size = bytes[at]!;
    if (size === 0) return at + 1;
    if (size > 63) return -1;
    at += 1 + size;
  }
  return -1;
}

/** Where the name at `at` ends, without reading it; -1 when it is cut. */
export function skipName(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const size = bytes[at]!;
    if (size === 0) return at + 1;
    if (size >= 0xc0) return at + 2 <= end ? at + 2 : -1;
    if (size > 63) return -1;
    at += 1 + size;
  }
  return -1;
}
