import type { View } from '../contract/vantage';

/**
 * For each packet, how many others lie within `span` seconds of it, on both sides together.
 * @param ahead Seconds after each packet beyond which it sees nothing.
 */
export function countsWithin(
  time: Float64Array,
  span: number,
  ahead = Number.POSITIVE_INFINITY,
): Uint32Array {
  const after = Math.min(span, ahead);
  const counts = new Uint32Array(time.length);
  let first = 0;
  let end = 0;
  for (let i = 0; i < time.length; i++) {
    const now = time[i] as number;
    while ((time[first] as number) < now - span) first++;
    while (end < time.length && (time[end] as number) <= now + after) end++;
    counts[i] = end - first - 1;
  }
  return counts;
}

/**
 * For each packet, the bytes in one direction within `span` seconds, its own among them.
 * @param ahead As for `countsWithin`.
 */
export function bytesWithin(
  view: View,
  direction: number,
  span: number,
  ahead = Number.POSITIVE_INFINITY,
): Float64Array {
  const after = Math.min(span, ahead);
  const { time, length, count } = view;
  const sums = new Float64Array(count);
  let first = 0;
  let end = 0;
  let sum = 0;
  const weight = (i: number): number =>
    view.direction[i] === direction ? (length[i] as number) : 0;
  for (let i = 0; i < count; i++) {
    const now = time[i] as number;
    for (; end < count && (time[end] as number) <= now + after; end++) sum += weight(end);
    for (; (time[first] as number) < now - span; first++) sum -= weight(first);
    sums[i] = sum;
  }
  return sums;
}

/** For each packet, the nearest packets of its own kind: same length and
 * direction, and same server port where the view has one. */
export interface Neighbourhood {
  /** Seconds since the last and the last but one; until the next and the next but one. */
  readonly since: Float64Array;
  readonly sinceSecond: Float64Array;
  readonly until: Float64Array;
  readonly untilSecond: Float64Array;
  /** How many of the kind lie within 60 s and 600 s, the packet itself apart. */
  readonly withinMinute: Uint32Array;
  readonly withinTenMinutes: Uint32Array;
}

/**
 * @param never Seconds written where there is no such packet, and the most that is ever written.
 * @param ahead As for `countsWithin`.
 */
export function sameKindDistances(
  view: View,
  never: number,
  ahead = Number.POSITIVE_INFINITY,
): Neighbourhood {
  const { count, time } = view;
  const { previous, next } = linkSameKind(view);
  const result: Neighbourhood = {
    since: new Float64Array(count),
    sinceSecond: new Float64Array(count),
    until: new Float64Array(count),
    untilSecond: new Float64Array(count),
    withinMinute: countLinked(time, previous, next, 60, ahead),
    withinTenMinutes: countLinked(time, previous, next, 600, ahead),
  };
  const gap = (i: number, other: number): number => {
    if (other < 0) return never;
    const seconds = (time[other] as number) - (time[i] as number);
    return seconds > ahead ? never : Math.min(never, Math.abs(seconds));
  };
  for (let i = 0; i < count; i++) {
    const last = previous[i] as number;
    const following = next[i] as number;
    result.since[i] = gap(i, last);
    result.sinceSecond[i] = gap(i, last < 0 ? -1 : (previous[last] as number));
    result.until[i] = gap(i, following);
    result.untilSecond[i] = gap(i, following < 0 ? -1 : (next[following] as number));
  }
  return result;
}

/** Chains the packets of each kind: index of the previous and next one, or -1. */
function linkSameKind(view: View): { previous: Int32Array; next: Int32Array } {
  const previous = new Int32Array(view.count).fill(-1);
  const next = new Int32Array(view.count).fill(-1);
  const latest = new Map<number, number>();
  for (let i = 0; i < view.count; i++) {
    const port = view.serverPort ? (view.serverPort[i] as number) : 0;
    const kind = ((view.length[i] as number) * 65536 + port) * 2 + (view.direction[i] as number);
    const last = latest.get(kind);
    if (last !== undefined) {
      previous[i] = last;
      next[last] = i;
    }
    latest.set(kind, i);
  }
  return { previous, next };
}

/** Packets of each one's chain within `span` seconds, by a window that slides along the chain. */
function countLinked(
  time: Float64Array,
  previous: Int32Array,
  next: Int32Array,
  span: number,
  ahead: number,
): Uint32Array {
  const counts = new Uint32Array(time.length);
  const after = Math.min(span, ahead);
  for (let head = 0; head < time.length; head++) {
    if (previous[head] !== -1) continue;
    let first = head;
    let end = head;
    let inside = 0;
    for (let i = head; i !== -1; i = next[i] as number) {
      const now = time[i] as number;
      for (; end !== -1 && (time[end] as number) <= now + after; end = next[end] as number)
        inside++;
      for (; (time[first] as number) < now - span; first = next[first] as number) inside--;
      counts[i] = inside - 1;
    }
  }
  return counts;
}
