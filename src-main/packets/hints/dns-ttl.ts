import type { Frame } from '../frame';
import { skipName } from './dns-names';

const TRUNCATED = 0x0200;
const RCODE = 0x000f;
const NO_ERROR = 0;
const NO_SUCH_NAME = 3;
const CNAME = 5;
const SOA = 6;
/** Type, class, TTL and length of the data behind a record's name. */
const RECORD = 10;
/** Two names are followed by five numbers of 32 bits, of which the last is the minimum. */
const SOA_NUMBERS = 20;

/**
 * For how many seconds an answer may be kept: the least TTL of its records, which is that of the whole
 * chain of aliases; for a name or type that is not there, the lesser of the SOA's TTL and minimum
 * (RFC 2308, 5), without which it may not be kept. 0 for errors, answers that were truncated, and
 * those of which no record was captured. A TTL with the highest bit set is 0 (RFC 2181, 8).
 *
 * @param start Of the message, `at` of its records; `whole` when it was captured to its end.
 * @param asked Type of the question.
 */
export function answerTtl(
  frame: Frame,
  start: number,
  at: number,
  end: number,
  whole: boolean,
  asked: number,
): number {
  const { view } = frame;
  const flags = view.getUint16(start + 2);
  const code = flags & RCODE;
  if ((flags & TRUNCATED) !== 0 || (code !== NO_ERROR && code !== NO_SUCH_NAME)) return 0;
  let least = Number.POSITIVE_INFINITY;
  let answered = false;
  let position = at;
  for (let left = view.getUint16(start + 6); left > 0; left--) {
    const next = recordAt(frame, position, end);
    if (next < 0) return answered && !whole ? least : 0;
    least = Math.min(least, ttlAt(frame, next));
    // An alias alone is no answer but to who asks for it.
    const type = view.getUint16(next);
    if (type !== CNAME || asked === CNAME) answered = true;
    position = next + RECORD + view.getUint16(next + 8);
  }
  if (answered) return least;
  return Math.min(least, negativeTtl(frame, start, position, end));
}

/** Of the SOA among the records of the authority, which begin at `at`; 0 where there is none. */
function negativeTtl(frame: Frame, start: number, at: number, end: number): number {
  const { bytes, view } = frame;
  let position = at;
  for (let left = view.getUint16(start + 8); left > 0; left--) {
    const next = recordAt(frame, position, end);
    if (next < 0) return 0;
    const data = next + RECORD;
    const after = data + view.getUint16(next + 8);
    if (view.getUint16(next) === SOA) {
      const primary = skipName(bytes, data, Math.min(after, end));
      const mailbox = primary < 0 ? -1 : skipName(bytes, primary, Math.min(after, end));
      if (mailbox < 0 || mailbox + SOA_NUMBERS > Math.min(after, end)) return 0;
      return Math.min(ttlAt(frame, next), seconds(view.getUint32(mailbox + SOA_NUMBERS - 4)));
    }
    position = after;
  }
  return 0;
}

/** Where type, class and TTL of the record at `at` stand; -1 when they were not captured. */
function recordAt({ bytes }: Frame, at: number, end: number): number {
  const next = skipName(bytes, at, end);
  return next < 0 || next + RECORD > end ? -1 : next;
}

function ttlAt({ view }: Frame, record: number): number {
  return seconds(view.getUint32(record + 4));
}

function seconds(ttl: number): number {
  return ttl > 0x7fff_ffff ? 0 : ttl;
}
