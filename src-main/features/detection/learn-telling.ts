import type { Telling } from '../../contract/detection';
import type { View } from '../../contract/vantage';
import { codeAt, kindOfCode, tellingPackets } from './telling-packets';

/** So many of each are looked at, the commonest. */
const MOST = { kinds: 60, pairs: 40, periods: 24, periodsOfKind: 2 } as const;
/** Packets of a pair come within so many seconds. */
export const PAIR_SECONDS = 0.5;
/** Periods of this many seconds; shorter ones are parts of an exchange, longer ones seldom come. */
const PERIODS = { from: 2, to: 2000 } as const;
/** Fewer packets of a kind tell no period. */
const FEWEST = 30;
/** A period is one that follows this share of the kind's packets, to so many seconds. */
const SHARE = 0.15;
const ROUNDED = 0.5;

/**
 * What a type can be told by, learned from its own packets.
 * @param own Which packets of the view are the type's.
 * @returns null where it has none
 */
export function learnTelling(view: View, own: Uint8Array, withPorts: boolean): Telling | null {
  const usesPorts = withPorts && view.serverPort !== null;
  const counts = new Map<number, number>();
  for (let row = 0; row < view.count; row += 1) {
    if (own[row] === 0) continue;
    const code = codeAt(view, row, usesPorts);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  const kinds = commonest(counts, MOST.kinds).map((code) => kindOfCode(code, usesPorts));
  const packets = tellingPackets(view, kinds, own);
  const following = new Map<number, number>();
  for (let i = 1; i < packets.time.length; i += 1) {
    if ((packets.time[i] as number) - (packets.time[i - 1] as number) >= PAIR_SECONDS) continue;
    const code = (packets.kind[i - 1] as number) * kinds.length + (packets.kind[i] as number);
    following.set(code, (following.get(code) ?? 0) + 1);
  }
  const pairs = commonest(following, MOST.pairs).map((code): [number, number] => [
    Math.floor(code / kinds.length),
    code % kinds.length,
  ]);
  const periods = kinds
    .flatMap((_, kind) =>
      periodsOf(packets.time.filter((_time, i) => packets.kind[i] === kind)).map((one) => ({
        ...one,
        kind,
      })),
    )
    .sort((one, other) => other.times - one.times)
    .slice(0, MOST.periods)
    .map(({ kind, seconds }) => ({ kind, seconds }));
  return { kinds, pairs, periods };
}

/** The keys that were counted most; of equal ones the smaller first. */
function commonest(counts: ReadonlyMap<number, number>, most: number): number[] {
  return [...counts]
    .sort(([one, often], [other, times]) => times - often || one - other)
    .slice(0, most)
    .map(([key]) => key);
}

/** After how many seconds packets come again, from one to the next or the one after that. */
function periodsOf(time: Float64Array): { seconds: number; times: number }[] {
  if (time.length < FEWEST) return [];
  const gaps: number[] = [];
  for (const steps of [1, 2]) {
    for (let i = steps; i < time.length; i += 1) {
      const gap = (time[i] as number) - (time[i - steps] as number);
      if (gap > PERIODS.from && gap < PERIODS.to) gaps.push(gap);
    }
  }
  const rounded = new Map<number, number>();
  for (const gap of gaps) {
    const key = Math.round(gap / ROUNDED);
    rounded.set(key, (rounded.get(key) ?? 0) + 1);
  }
  return commonest(rounded, MOST.periodsOfKind).flatMap((key) => {
    const times = rounded.get(key) as number;
    if (times < SHARE * time.length) return [];
    const near = gaps
      .filter((gap) => Math.abs(gap - key * ROUNDED) < 1.5 * ROUNDED)
      .sort(ascending);
    return [{ seconds: near[near.length >> 1] as number, times }];
  });
}

const ascending = (one: number, other: number): number => one - other;
