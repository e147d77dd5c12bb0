import { checkpoint, type Job } from '../../contract/job';
import type { Profile, ProfileElement } from '../../contract/profiles';
import { Random } from '../../contract/random';
import type { View } from '../../contract/vantage';
import { abstract, type ImportanceReading } from './abstract';
import { burstsOf } from './bursts';
import { commonSubsequence, type Stretch } from './common-subsequence';
import { countMatches } from './count-matches';
import { THRESHOLD } from './distance';
import { type PacketVectors, vectorsOf } from './packet-vectors';
import { type ProfileOrder, selectProfiles } from './select';

export interface LearnOptions {
  readonly seed: number;
  /** Profiles chosen at most. */
  readonly most?: number;
  /** Pairs of bursts that are compared at most; the paper compares all. */
  readonly pairs?: number;
  /** Packets are alike that are closer than this. */
  readonly threshold?: number;
  readonly importance?: ImportanceReading;
  readonly order?: ProfileOrder;
}

const PAIRS_AT_ONCE = 50;

/**
 * Learns the sequence profiles of a device (Ma et al., section III-A): what pairs of its bursts have in
 * common, abstracted, counted in its traffic, and of these the ones that tell most.
 * @param rows The device's packets in the view, ascending.
 * @returns In the order of choice.
 * @throws HomeMoleError `cancelled`
 */
export async function learnProfiles(
  view: View,
  rows: Int32Array,
  options: LearnOptions,
  job: Job,
): Promise<Profile[]> {
  const { most = 10, pairs = 2000, threshold = THRESHOLD, importance = 'any-free' } = options;
  const vectors = vectorsOf(view, rows);
  const times = Float64Array.from(rows, (row) => view.time[row] as number);
  const bursts = burstsOf(times);
  const chosen = pairsOf(bursts.length, pairs, new Random(options.seed));
  const found = await candidatesOf(vectors, bursts, chosen, threshold, job);
  const counted = await countMatches(vectors, times, found, importance, job);
  const { order = 'coverage' } = options;
  return selectProfiles(counted, { most, packets: rows.length, order });
}

/** What pairs of bursts have in common, each once; those of one packet only where there are no others. */
async function candidatesOf(
  vectors: PacketVectors,
  bursts: readonly Stretch[],
  pairs: readonly (readonly [number, number])[],
  threshold: number,
  job: Job,
): Promise<ProfileElement[][]> {
  const found = new Map<string, ProfileElement[]>();
  for (const [at, [one, other]] of pairs.entries()) {
    if (at % PAIRS_AT_ONCE === 0) await checkpoint(job);
    const common = commonSubsequence(
      vectors,
      bursts[one] as Stretch,
      bursts[other] as Stretch,
      threshold,
    );
    const elements = abstract(vectors, common);
    if (elements.length > 0) found.set(JSON.stringify(elements), elements);
  }
  // In an order that does not depend on which pair came first.
  const all = [...found.keys()].sort().map((key) => found.get(key) as ProfileElement[]);
  const long = all.filter(({ length }) => length > 1);
  return long.length > 0 ? long : all;
}

/** All pairs of bursts, or so many of them, each once, drawn by chance. */
export function pairsOf(
  bursts: number,
  most: number,
  random: Random,
): (readonly [number, number])[] {
  const all = (bursts * (bursts - 1)) / 2;
  const pairs: (readonly [number, number])[] = [];
  if (all <= most) {
    for (let one = 0; one < bursts; one++) {
      for (let other = one + 1; other < bursts; other++) pairs.push([one, other]);
    }
    return pairs;
  }
  const taken = new Set<number>();
  while (pairs.length < most) {
    const one = random.integer(bursts);
    const other = random.integer(bursts);
    const [low, high] = one < other ? [one, other] : [other, one];
    const key = low * bursts + high;
    if (low === high || taken.has(key)) continue;
    taken.add(key);
    pairs.push([low, high]);
  }
  return pairs;
}
