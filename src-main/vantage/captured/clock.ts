import type { Clock } from '../../contract/pairing';
import { byKey, directionOf, type Events } from './events';

/** Pairs of packets that may belong together which are looked at, and of one key. */
const MOST_PAIRS = 2_000_000;
const MOST_OF_KEY = 10_000;
/** No clock of a computer runs faster or slower. */
const MOST_DRIFT = 2.5e-4;
const LEAST_BIN = 0.05;
/** Fewer votes may be chance. */
const LEAST_VOTES = 3;
/** Another offset with so much of the votes leaves it open which one is right ... */
const RIVAL = 0.8;
/** ... unless one of them is that of clocks that were set. */
const SET_CLOCKS = 2;
const SECTIONS = 48;
const NARROW = 0.004;
/** Sections nearer to each other than so many seconds say nothing of a drift. */
const LEAST_BETWEEN = 1;

/** Pairs of packets with the difference of their times. */
interface Votes {
  count: number;
  readonly time: Float64Array;
  readonly difference: Float64Array;
  readonly weight: Float32Array;
  readonly direction: Uint8Array;
}

/** How the clock of `outer` stands to that of `inner`, and how sure that is. */
export interface ClockFit extends Clock {
  /** Weight of the votes for it, and how much there was at the most. */
  readonly votes: number;
  readonly most: number;
}

/**
 * Finds how far the clocks of two captures are apart, from hours to microseconds, by packets that are rare on
 * both sides: by their key, or by the keys of three in a row. What belongs together votes for one
 * difference, everything else for any.
 * @returns null where no difference stands out.
 */
export function fitClock(inner: Events, outer: Events): ClockFit | null {
  const votes = collectVotes(inner, outer);
  if (votes.count === 0 || inner.count === 0) return null;
  const start = inner.time[0]!;
  const seconds = inner.time[inner.count - 1]! - start;
  const bin = Math.max(LEAST_BIN, MOST_DRIFT * seconds);
  const peak = strongest(votes, bin);
  if (peak === null) return null;
  const near = keep(votes, (i) => Math.abs(votes.difference[i]! - peak.at) <= 1.5 * bin);
  const line = fitLine(near, start, seconds);
  const onLine = keep(
    near,
    (i) => Math.abs(near.difference[i]! - lineAt(line, near.time[i]! - start)) <= 0.05,
  );
  const delays = medianByDirection(onLine, line, start);
  const [into, out] = delays;
  const offset = into === null ? (out ?? 0) : out === null ? into : (into + out) / 2;
  return {
    startTime: start,
    offsetSeconds: line.offset + offset,
    driftPpm: line.slope * 1e6,
    delaySeconds: into === null || out === null ? null : (out - into) / 2,
    votes: peak.weight,
    most: peak.most,
  };
}

function collectVotes(inner: Events, outer: Events): Votes {
  const votes: Votes = {
    count: 0,
    time: new Float64Array(MOST_PAIRS),
    difference: new Float64Array(MOST_PAIRS),
    weight: new Float32Array(MOST_PAIRS),
    direction: new Uint8Array(MOST_PAIRS),
  };
  collect(votes, threes(inner), threes(outer), MOST_PAIRS / 2);
  collect(votes, inner, outer, MOST_PAIRS);
  return votes;
}

/** The same events with what comes next and after in their direction as their key. */
function threes({ count, time, key }: Events): Events {
  const whole = new Float64Array(count);
  const next = [-1, -1];
  const after = [-1, -1];
  for (let i = count - 1; i >= 0; i -= 1) {
    const way = directionOf(key[i]!);
    const one = next[way]!;
    const two = after[way]!;
    // Direction in the lowest bit; those at the end have no key that anything shares.
    whole[i] = two < 0 ? -2 * i - 2 + way : 2 * mix(key[i]!, key[one]!, key[two]!) + way;
    after[way] = one;
    next[way] = i;
  }
  return { count, time, key: whole };
}

function mix(a: number, b: number, c: number): number {
  let high = Math.imul(a | 0, 0x9e3779b1) ^ Math.imul(b | 0, 0x85ebca77) ^ (c | 0);
  high = Math.imul(high ^ (high >>> 15), 0xc2b2ae3d);
  let low = Math.imul(c | 0, 0x27d4eb2f) ^ Math.imul(a | 0, 0x165667b1) ^ (b | 0);
  low = Math.imul(low ^ (low >>> 13), 0x9e3779b1);
  return (high >>> 12) * 2 ** 31 + (low >>> 1);
}

/** Votes of all keys that both sides have, those with the fewest pairs first. */
function collect(votes: Votes, inner: Events, outer: Events, until: number): void {
  const innerGroups = byKey(inner);
  const outerGroups = byKey(outer);
  const keys: { key: number; pairs: number }[] = [];
  for (const [key, group] of innerGroups) {
    if (key < 0) continue;
    const pairs = group.length * (outerGroups.get(key)?.length ?? 0);
    if (pairs > 0 && pairs <= MOST_OF_KEY) keys.push({ key, pairs });
  }
  keys.sort((a, b) => a.pairs - b.pairs || a.key - b.key);
  for (const { key, pairs } of keys) {
    if (votes.count + pairs > until) return;
    const ours = innerGroups.get(key) as Int32Array;
    const theirs = outerGroups.get(key) as Int32Array;
    const weight = 1 / Math.max(ours.length, theirs.length);
    for (const i of ours) {
      for (const j of theirs) {
        const at = votes.count++;
        votes.time[at] = inner.time[i]!;
        votes.difference[at] = outer.time[j]! - inner.time[i]!;
        votes.weight[at] = weight;
        votes.direction[at] = directionOf(key);
      }
    }
  }
}

function strongest(votes: Votes, bin: number): { at: number; weight: number; most: number } | null {
  const bins = new Map<number, number>();
  let most = 0;
  for (let i = 0; i < votes.count; i += 1) {
    const number = Math.floor(votes.difference[i]! / bin);
    bins.set(number, (bins.get(number) ?? 0) + votes.weight[i]!);
    most += votes.weight[i]!;
  }
  let best = { number: 0, weight: 0 };
  let nearZero = { number: 0, weight: 0 };
  const heights = new Map<number, number>();
  for (const [number, weight] of bins) {
    // A peak may lie across the border of two bins.
    const sum = weight + (bins.get(number + 1) ?? 0);
    heights.set(number, sum);
    if (sum > best.weight) best = { number, weight: sum };
    if (Math.abs((number + 1) * bin) <= SET_CLOCKS && sum > nearZero.weight) {
      nearZero = { number, weight: sum };
    }
  }
  if (nearZero.weight >= RIVAL * best.weight) best = nearZero;
  if (best.weight < LEAST_VOTES) return null;
  if (best !== nearZero) {
    for (const [number, weight] of heights) {
      if (Math.abs(number - best.number) > 2 && weight >= RIVAL * best.weight) return null;
    }
  }
  return { at: (best.number + 1) * bin, weight: best.weight, most };
}

function keep(votes: Votes, wanted: (index: number) => boolean): Votes {
  const kept: number[] = [];
  for (let i = 0; i < votes.count; i += 1) if (wanted(i)) kept.push(i);
  return {
    count: kept.length,
    time: Float64Array.from(kept, (i) => votes.time[i]!),
    difference: Float64Array.from(kept, (i) => votes.difference[i]!),
    weight: Float32Array.from(kept, (i) => votes.weight[i]!),
    direction: Uint8Array.from(kept, (i) => votes.direction[i]!),
  };
}

interface Line {
  offset: number;
  slope: number;
}

function lineAt({ offset, slope }: Line, seconds: number): number {
  return offset + slope * seconds;
}

/**
 * The densest difference of each section of the time, and the line through them (Theil and Sen). A clock that drifts
 * blurs the differences of a section, so it is done again with what is left beside the line.
 */
function fitLine(votes: Votes, start: number, seconds: number): Line {
  const order = Int32Array.from({ length: votes.count }, (_, i) => i);
  order.sort((a, b) => votes.time[a]! - votes.time[b]!);
  const sections = Math.max(1, Math.min(SECTIONS, Math.floor(votes.count / 12)));
  let line: Line = { slope: 0, offset: 0 };
  for (const drift of [2 * MOST_DRIFT, MOST_DRIFT / 5, 0]) {
    const width = Math.max(NARROW, (drift * seconds) / sections);
    const points: { time: number; left: number }[] = [];
    for (let section = 0; section < sections; section += 1) {
      const from = Math.floor((order.length * section) / sections);
      const to = Math.floor((order.length * (section + 1)) / sections);
      const own = order.subarray(from, to);
      if (own.length === 0) continue;
      points.push(densest(votes, own, width, line, start));
    }
    const slopes: number[] = [];
    for (let a = 0; a < points.length; a += 1) {
      for (let b = a + 1; b < points.length; b += 1) {
        const between = points[b]!.time - points[a]!.time;
        if (between < 0.2 * seconds || between < LEAST_BETWEEN) continue;
        const slope = (points[b]!.left - points[a]!.left) / between;
        if (Math.abs(slope + line.slope) <= MOST_DRIFT) slopes.push(slope);
      }
    }
    const slope = slopes.length < 3 ? 0 : median(slopes);
    const offset = median(points.map(({ time, left }) => left - slope * time));
    line = { slope: line.slope + slope, offset: line.offset + offset };
  }
  return line;
}

/** Middle, in time and beside the line, of the narrow span with the most weight. */
function densest(
  votes: Votes,
  own: Int32Array,
  width: number,
  line: Line,
  start: number,
): { time: number; left: number } {
  const left = (i: number): number => votes.difference[i]! - lineAt(line, votes.time[i]! - start);
  const sorted = Int32Array.from(own).sort((a, b) => left(a) - left(b));
  let best = -1;
  let bestLow = 0;
  let bestHigh = 0;
  let weight = 0;
  for (let low = 0, high = 0; high < sorted.length; high += 1) {
    weight += votes.weight[sorted[high]!]!;
    while (left(sorted[high]!) - left(sorted[low]!) > width) {
      weight -= votes.weight[sorted[low]!]!;
      low += 1;
    }
    if (weight > best) {
      best = weight;
      bestLow = low;
      bestHigh = high;
    }
  }
  const inSpan = [...sorted.subarray(bestLow, bestHigh + 1)];
  return {
    time: median(inSpan.map((i) => votes.time[i]! - start)),
    left: median(inSpan.map(left)),
  };
}

/** Of each direction, how far the differences are from the line; null without packets. */
function medianByDirection(votes: Votes, line: Line, start: number): (number | null)[] {
  return [0, 1].map((way) => {
    const own: number[] = [];
    for (let i = 0; i < votes.count; i += 1) {
      if (votes.direction[i] === way) {
        own.push(votes.difference[i]! - lineAt(line, votes.time[i]! - start));
      }
    }
    return own.length === 0 ? null : median(own);
  });
}

export function median(values: number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
