import { checkpoint, type Job } from '../../contract/job';
import type { ProfileElement } from '../../contract/profiles';
import { importanceOf, type ImportanceReading } from './abstract';
import { type OnMatch, type Pattern, ProfileMatcher } from './matcher';
import type { PacketVectors } from './packet-vectors';

/** A sequence that came of a pair of bursts, and what it is worth in the device's traffic. */
export interface Candidate extends Pattern {
  readonly count: number;
  readonly importance: number;
  /** A bit for each packet of the device: whether it is part of a match. */
  readonly explains: Uint32Array;
}

const PACKETS_AT_ONCE = 2000;
/** What the bits of all candidates may take together, in bits. */
const MOST_BITS = 2 ** 29;
/** So many of the most important candidates are looked at, however many packets there are. */
const FEWEST = 100;

/**
 * Matches candidates with the traffic that they came of.
 * @param times Of the device's packets, in seconds.
 * @returns The candidates that match at all, in the order given, where they are too many for the memory only
 *   the most important.
 */
export async function countMatches(
  vectors: PacketVectors,
  times: Float64Array,
  candidates: readonly ProfileElement[][],
  reading: ImportanceReading,
  job: Job,
): Promise<Candidate[]> {
  const patterns = candidates.map((elements) => ({ elements, secondsLong: Infinity }));
  const count = new Uint32Array(patterns.length);
  await passAll(new ProfileMatcher(vectors, patterns), times, job, (profile) => count[profile]!++);
  const importance = patterns.map(({ elements }, i) =>
    importanceOf(elements, count[i] as number, reading),
  );
  const room = Math.max(FEWEST, Math.floor(MOST_BITS / Math.max(1, times.length)));
  const kept = [...patterns.keys()]
    .filter((i) => (count[i] as number) > 0)
    .sort(
      (one, other) => (importance[other] as number) - (importance[one] as number) || one - other,
    )
    .slice(0, room)
    .sort((one, other) => one - other);

  const words = Math.ceil(times.length / 32);
  const explains = kept.map(() => new Uint32Array(words));
  const secondsLong = new Float64Array(kept.length);
  const matcher = new ProfileMatcher(
    vectors,
    kept.map((i) => patterns[i] as Pattern),
    true,
  );
  await passAll(matcher, times, job, (at, begin, end) => {
    secondsLong[at] = Math.max(secondsLong[at] as number, end - begin);
    const bits = explains[at] as Uint32Array;
    for (const packet of matcher.path(at)) bits[packet >>> 5]! |= 1 << (packet & 31);
  });
  return kept.map((i, at) => ({
    elements: (patterns[i] as Pattern).elements,
    secondsLong: secondsLong[at] as number,
    count: count[i] as number,
    importance: importance[i] as number,
    explains: explains[at] as Uint32Array,
  }));
}

async function passAll(matcher: ProfileMatcher, times: Float64Array, job: Job, onMatch: OnMatch) {
  for (let packet = 0; packet < times.length; packet++) {
    if (packet % PACKETS_AT_ONCE === 0) await checkpoint(job);
    matcher.pass(packet, times[packet] as number, onMatch);
  }
}
