import type { Clock } from '../../contract/pairing';
import { OUTBOUND } from '../../contract/vantage';
import { alignInTime } from './align';
import { byKey, directionOf, type Events } from './events';

/** How far from its expected time a packet is looked for, in seconds, as far as it takes. */
const REACHES = [0.02, 0.1, 0.5];
const STREAM_REACHES = [0.05, 0.25, 1, 4];
/** A wider search that finds so few more finds chance. */
const WORTHWHILE = 1.001;
/** Pairs before and after, whose delays tell that of the one between. */
const NEIGHBOURS = 10;

/** When the outer clock would have shown the time of an inner packet. */
export function outerTime(clock: Clock, time: number): number {
  return time + clock.offsetSeconds + (clock.driftPpm / 1e6) * (time - clock.startTime);
}

/**
 * Pairs packets of the same key one to one, in their order, as near in time as can be. What delay to expect
 * is learned from the pairs around, of whatever key, since all packets wait in one line.
 * @param isStream over TCP packets may wait for long
 * @returns For each of `outer` the index of its packet in `inner`, or -1.
 */
export function matchEvents(
  inner: Events,
  outer: Events,
  clock: Clock,
  isStream: boolean,
): Int32Array {
  const expected = new Float64Array(inner.count);
  const delay = clock.delaySeconds ?? 0;
  for (let i = 0; i < inner.count; i += 1) {
    const way = directionOf(inner.key[i]!) === OUTBOUND ? delay : -delay;
    expected[i] = outerTime(clock, inner.time[i]!) + way;
  }
  const groups = pairGroups(inner, outer);
  let reach = 0;
  let pairs: Int32Array = new Int32Array(0);
  let count = 0;
  for (const wider of isStream ? STREAM_REACHES : REACHES) {
    const found = alignAll(groups, expected, outer, wider);
    const more = found.reduce((sum, partner) => sum + (partner >= 0 ? 1 : 0), 0);
    // A stream loses nothing: what waits for long in it comes all the same.
    if (reach > 0 && more < (isStream ? count + 1 : WORTHWHILE * count)) break;
    [reach, pairs, count] = [wider, found, more];
  }
  // Narrower than this, what is left over would break the order.
  followDelays(expected, pairs, inner, outer);
  return alignAll(groups, expected, outer, reach);
}

interface Group {
  readonly inner: Int32Array;
  readonly outer: Int32Array;
}

function pairGroups(inner: Events, outer: Events): Group[] {
  const outerGroups = byKey(outer);
  const groups: Group[] = [];
  for (const [key, own] of byKey(inner)) {
    const other = outerGroups.get(key);
    if (other) groups.push({ inner: own, outer: other });
  }
  return groups;
}

function alignAll(
  groups: readonly Group[],
  expected: Float64Array,
  outer: Events,
  reach: number,
): Int32Array {
  const partner = new Int32Array(outer.count).fill(-1);
  for (const group of groups) alignGroup(group, expected, outer, reach, partner);
  return partner;
}

function alignGroup(
  group: Group,
  expected: Float64Array,
  outer: Events,
  reach: number,
  partner: Int32Array,
): void {
  // Where delays change, those of one direction still keep their order.
  const times = Float64Array.from(group.inner, (i) => expected[i]!);
  for (let i = 1; i < times.length; i += 1) times[i] = Math.max(times[i]!, times[i - 1]!);
  const came = Float64Array.from(group.outer, (j) => outer.time[j]!);
  alignInTime(times, came, reach).forEach((j, i) => {
    if (j >= 0) partner[group.outer[j]!] = group.inner[i]!;
  });
}

/** Moves the expected times by the delays of the pairs around them. */
function followDelays(
  expected: Float64Array,
  pairs: Int32Array,
  inner: Events,
  outer: Events,
): void {
  for (const way of [0, 1]) {
    const own: number[] = [];
    for (let j = 0; j < pairs.length; j += 1) {
      if (pairs[j]! >= 0 && directionOf(outer.key[j]!) === way) own.push(j);
    }
    if (own.length === 0) continue;
    const late = Float64Array.from(own, (j) => outer.time[j]! - expected[pairs[j]!]!);
    const smooth = runningMedian(late);
    moveAlong(
      expected,
      inner,
      way,
      own.map((j) => pairs[j]!),
      smooth,
    );
  }
}

/** Every inner packet of a direction is moved as the nearest one that is paired. */
function moveAlong(
  expected: Float64Array,
  inner: Events,
  way: number,
  paired: readonly number[],
  smooth: Float64Array,
): void {
  const order = Int32Array.from(paired.keys()).sort((a, b) => paired[a]! - paired[b]!);
  let k = 0;
  for (let i = 0; i < inner.count; i += 1) {
    if (directionOf(inner.key[i]!) !== way) continue;
    while (
      k + 1 < order.length &&
      Math.abs(paired[order[k + 1]!]! - i) <= Math.abs(paired[order[k]!]! - i)
    ) {
      k += 1;
    }
    expected[i]! += smooth[order[k]!]!;
  }
}

function runningMedian(values: Float64Array): Float64Array {
  const smooth = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const around = values.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1).sort();
    smooth[i] = around[around.length >> 1]!;
  }
  return smooth;
}
