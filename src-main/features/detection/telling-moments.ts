import type { Telling } from '../../contract/detection';
import { firstAtOrAfter } from '../first-at-or-after';
import { PAIR_SECONDS } from './learn-telling';
import type { TellingPackets } from './telling-packets';

/** What happens, in order of time: each is counted in its column. */
export interface Moments {
  readonly time: Float64Array;
  readonly column: Uint16Array;
  readonly columns: number;
}

/** Beats in a row that are looked for. */
const BEATS = 3;
/** How far off a beat may be: seconds, or this share of the period. */
const TOLERANCE = { seconds: 0.1, share: 0.004 } as const;

/**
 * What packets tell: each that is of a kind, each that ends a pair, each that has another of its kind one, two
 * and three periods before it. It looks at what was before, never at what comes.
 */
export function tellingMoments(packets: TellingPackets, telling: Telling): Moments {
  const { time, kind } = packets;
  const { kinds, pairs, periods } = telling;
  const firstBeat = kinds.length + pairs.length;
  const pairsOf = kinds.map((_, last) =>
    pairs.flatMap(([first, second], pair) => (second === last ? [{ first, pair }] : [])),
  );
  const periodsOf = kinds.map((_, of) =>
    periods.flatMap((period, index) => (period.kind === of ? [{ ...period, index }] : [])),
  );
  const timesOf = kinds.map((_, of) => time.filter((_moment, i) => kind[i] === of));
  const latest = new Float64Array(kinds.length).fill(-Infinity);
  const times: number[] = [];
  const columns: number[] = [];
  const add = (moment: number, column: number): void => {
    times.push(moment);
    columns.push(column);
  };
  for (let i = 0; i < time.length; i += 1) {
    const now = time[i] as number;
    const own = kind[i] as number;
    add(now, own);
    for (const { first, pair } of pairsOf[own] ?? []) {
      if (now - (latest[first] as number) < PAIR_SECONDS) add(now, kinds.length + pair);
    }
    for (const { seconds, index } of periodsOf[own] ?? []) {
      const tolerance = Math.max(TOLERANCE.seconds, TOLERANCE.share * seconds);
      for (let beat = 1; beat <= BEATS; beat += 1) {
        if (!hasNear(timesOf[own]!, now - beat * seconds, beat * tolerance)) break;
        add(now, firstBeat + BEATS * index + beat - 1);
      }
    }
    latest[own] = now;
  }
  return {
    time: Float64Array.from(times),
    column: Uint16Array.from(columns),
    columns: firstBeat + BEATS * periods.length,
  };
}

function hasNear(times: Float64Array, moment: number, within: number): boolean {
  const next = firstAtOrAfter(times, moment - within);
  return next < times.length && (times[next] as number) < moment + within;
}

/** How far back a moment may look, in seconds. */
export function memoryOf({ periods }: Telling): number {
  const longest = periods.reduce((most, { seconds }) => Math.max(most, seconds), 0);
  return Math.max(PAIR_SECONDS, (1 + TOLERANCE.share) * BEATS * longest + 1);
}
