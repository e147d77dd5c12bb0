import { NON_IOT } from '../contract/home';
import type { Beat, PacketKind } from '../contract/learning';
import type { View } from '../contract/vantage';
import { kindAt, kindKey } from './count-kinds';
import { byKind } from './kind-lists';

/** Packets of a class and kind between which a period is looked for: fewer tell none. */
const FEWEST = 12;
/** With more it is no beat but a flow, and the lags would be too many. */
const MOST = 20_000;
/** Lags are taken to so many packets before. */
const STEPS = 8;
/** Periods looked for, in seconds. */
export const SHORTEST_PERIOD = 4;
export const LONGEST_PERIOD = 3610;
/** Lags this close together, in seconds and as a share of the lag, are one period. */
const WIDTH = 0.15;
const WIDTH_SHARE = 0.0002;
/** Of the packets so many must have another one a period before. */
const LEAST_SUPPORT = 0.15;
/** Multiples of a period have much the same support: the shortest with this share of the most wins. */
const NEARLY = 0.7;

/**
 * The periods in which classes send packets of one kind: keepalives, time requests, reports of state.
 * Firmware keeps them to a few hundredths of a second, and two vendors seldom share one. Found as the
 * lag between packets of the same class and kind around which most other lags lie.
 * @param view The training view.
 * @param labels Class of each packet, indexes into `classes`; others are not learned from.
 * @returns In the order of classes, then of `byKind`.
 */
export function findBeats(view: View, labels: Uint16Array, classes: readonly string[]): Beat[] {
  return classes.flatMap((type, label) => {
    if (type === NON_IOT) return [];
    const beats: Beat[] = [];
    for (const { kind, times } of timesOfKinds(view, labels, label)) {
      const period = periodOf(times);
      if (period !== null) beats.push({ type, ...kind, period });
    }
    return beats.sort(byKind);
  });
}

function timesOfKinds(view: View, labels: Uint16Array, label: number) {
  const kinds = new Map<number, { readonly kind: PacketKind; readonly times: number[] }>();
  for (let i = 0; i < view.count; i++) {
    if (labels[i] !== label) continue;
    const key = kindKey(view, i);
    let found = kinds.get(key);
    if (!found) kinds.set(key, (found = { kind: kindAt(view, i), times: [] }));
    found.times.push(view.time[i] as number);
  }
  return kinds.values();
}

/** The period of packets that came at these times, in order; null where they keep none. */
export function periodOf(times: readonly number[]): number | null {
  if (times.length < FEWEST || times.length > MOST) return null;
  const lags = lagsOf(times);
  const near = new Int32Array(lags.length);
  let end = 0;
  let most = 0;
  for (let i = 0; i < lags.length; i++) {
    const latest = (lags[i] as number) * (1 + WIDTH_SHARE) + WIDTH;
    while (end < lags.length && (lags[end] as number) <= latest) end++;
    near[i] = end - i;
    most = Math.max(most, end - i);
  }
  const first = near.findIndex((count) => count >= NEARLY * most);
  if (first < 0) return null;
  let best = first;
  for (let i = first; i < first + (near[first] as number); i++) {
    if ((near[i] as number) > (near[best] as number)) best = i;
  }
  const support = near[best] as number;
  if (support < LEAST_SUPPORT * times.length) return null;
  return lags[best + (support >> 1)] as number;
}

function lagsOf(times: readonly number[]): Float64Array {
  const lags: number[] = [];
  for (let steps = 1; steps <= STEPS; steps++) {
    for (let i = steps; i < times.length; i++) {
      const lag = (times[i] as number) - (times[i - steps] as number);
      if (lag > SHORTEST_PERIOD && lag <= LONGEST_PERIOD) lags.push(lag);
    }
  }
  return Float64Array.from(lags).sort();
}
