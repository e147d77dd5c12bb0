import type { Scrub } from './scrub';

const HEADER_BYTES = 12;
/** A question and a record about the root, with nothing in it, as zeros are read. */
const LEAST_QUESTION = 5;
const LEAST_RECORD = 11;

/**
 * A DNS message (RFC 1035): its header with the counts stays. Questions and records are then zeros,
 * which read as the root's, so that it is still a message.
 * @returns Where the bytes begin that no record needs.
 */
export function scrubMessage(s: Scrub, at: number, end: number): number {
  s.keep(at, Math.min(HEADER_BYTES, Math.max(0, end - at)));
  if (at + HEADER_BYTES > end) return end;
  const { view } = s;
  const records = view.getUint16(at + 6) + view.getUint16(at + 8) + view.getUint16(at + 10);
  return at + HEADER_BYTES + LEAST_QUESTION * view.getUint16(at + 4) + LEAST_RECORD * records;
}
