import type { View } from '../contract/vantage';
import { type FeaturePart, wholeOf } from './each-packet';
import { type KindChains, linkSameKind } from './kind-chains';

/**
 * For each packet of a part, how many others lie within `span` seconds of it, on both sides together.
 * @returns A number for each packet of the part.
 */
export function countsWithin(view: View, span: number, part = wholeOf(view)): Uint32Array {
  const { time, count } = view;
  const after = Math.min(span, part.ahead);
  const counts = new Uint32Array(part.end - part.from);
  let first = firstWithin(view, span, part);
  let end = part.from;
  for (let i = part.from; i < part.end; i++) {
    const now = time[i] as number;
    while ((time[first] as number) < now - span) first++;
    while (end < count && (time[end] as number) <= now + after) end++;
    counts[i - part.from] = end - first - 1;
  }
  return counts;
}

/**
 * For each packet of a part, the bytes in one direction within `span` seconds, its own among them.
 * @returns A number for each packet of the part.
 */
export function bytesWithin(
  view: View,
  direction: number,
  span: number,
  part = wholeOf(view),
): Float64Array {
  const { time, length, count } = view;
  const after = Math.min(span, part.ahead);
  const sums = new Float64Array(part.end - part.from);
  let first = firstWithin(view, span, part);
  let end = first;
  let sum = 0;
  const weight = (i: number): number =>
    view.direction[i] === direction ? (length[i] as number) : 0;
  // Sums of whole numbers: exact, wherever they begin.
  for (let i = part.from; i < part.end; i++) {
    const now = time[i] as number;
    for (; end < count && (time[end] as number) <= now + after; end++) sum += weight(end);
    for (; (time[first] as number) < now - span; first++) sum -= weight(first);
    sums[i - part.from] = sum;
  }
  return sums;
}

/** The first packet that lies within `span` seconds of the first one of a part. */
function firstWithin({ time }: View, span: number, { from, end }: FeaturePart): number {
  if (from === end) return from;
  const earliest = (time[from] as number) - span;
  let low = 0;
  let high = from;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time[middle] as number) < earliest) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * For each packet of a part, the nearest packets of its own kind: same length and direction, and same
 * server port where the view has one.
 */
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
 * @param chains Of the view.
 */
export function sameKindDistances(
  view: View,
  never: number,
  part = wholeOf(view),
  chains: KindChains = linkSameKind(view),
): Neighbourhood {
  const { time } = view;
  const { from, end, ahead } = part;
  const rows = end - from;
  const { previous, next } = chains;
  const result: Neighbourhood = {
    since: new Float64Array(rows),
    sinceSecond: new Float64Array(rows),
    until: new Float64Array(rows),
    untilSecond: new Float64Array(rows),
    withinMinute: countLinked(time, chains, 60, part),
    withinTenMinutes: countLinked(time, chains, 600, part),
  };
  const gap = (i: number, other: number): number => {
    if (other < 0) return never;
    const seconds = (time[other] as number) - (time[i] as number);
    return seconds > ahead ? never : Math.min(never, Math.abs(seconds));
  };
  for (let i = from; i < end; i++) {
    const last = previous[i] as number;
    const following = next[i] as number;
    result.since[i - from] = gap(i, last);
    result.sinceSecond[i - from] = gap(i, last < 0 ? -1 : (previous[last] as number));
    result.until[i - from] = gap(i, following);
    result.untilSecond[i - from] = gap(i, following < 0 ? -1 : (next[following] as number));
  }
  return result;
}

/** Packets of each one's chain within `span` seconds, by a window that slides along the chain. */
function countLinked(
  time: Float64Array,
  { previous, next }: KindChains,
  span: number,
  part: FeaturePart,
): Uint32Array {
  const counts = new Uint32Array(part.end - part.from);
  const after = Math.min(span, part.ahead);
  for (let head = part.from; head < part.end; head++) {
    // Another packet of the part has come by here.
    if ((previous[head] as number) >= part.from) continue;
    let first = head;
    let inside = 0;
    const earliest = (time[head] as number) - span;
    for (;;) {
      const before = previous[first] as number;
      if (before < 0 || (time[before] as number) < earliest) break;
      first = before;
      inside++;
    }
    let end = head;
    for (let i = head; i !== -1 && i < part.end; i = next[i] as number) {
      const now = time[i] as number;
      for (; end !== -1 && (time[end] as number) <= now + after; end = next[end] as number)
        inside++;
      for (; (time[first] as number) < now - span; first = next[first] as number) inside--;
      counts[i - part.from] = inside - 1;
    }
  }
  return counts;
}
