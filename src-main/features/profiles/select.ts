import type { Profile } from '../../contract/profiles';
import { concreteShare } from './abstract';
import type { Candidate } from './count-matches';

/**
 * How profiles are chosen. `paper` takes the most important, which often are variants of one exchange.
 * `coverage` takes again and again the one that explains the most packets that none explains yet, weighed by
 * its share of fields that are not *any*.
 */
export type ProfileOrder = 'paper' | 'coverage';

export interface SelectOptions {
  readonly most: number;
  /** Packets of the device. */
  readonly packets: number;
  readonly order: ProfileOrder;
}

/** Chooses profiles of candidates, the best first. */
export function selectProfiles(
  candidates: readonly Candidate[],
  options: SelectOptions,
): Profile[] {
  const chosen =
    options.order === 'paper' ? byImportance(candidates) : byCoverage(candidates, options.most);
  return chosen
    .slice(0, options.most)
    .map(({ elements, count, importance, secondsLong, explains }) => ({
      elements: [...elements],
      count,
      explained: ones(explains) / options.packets,
      importance,
      secondsLong,
    }));
}

function byImportance(candidates: readonly Candidate[]): Candidate[] {
  // Sorting is stable, so ties are in the order given.
  return [...candidates].sort((one, other) => other.importance - one.importance);
}

function byCoverage(candidates: readonly Candidate[], most: number): Candidate[] {
  const chosen: Candidate[] = [];
  const open = new Map(candidates.map((candidate) => [candidate, concreteShare(candidate)]));
  const covered = new Uint32Array(candidates[0]?.explains.length ?? 0);
  while (chosen.length < most) {
    let best: Candidate | null = null;
    let gain = 0;
    for (const [candidate, share] of open) {
      const own = newlyOnes(candidate.explains, covered) * share;
      if (own > gain) [best, gain] = [candidate, own];
    }
    if (!best) break;
    chosen.push(best);
    open.delete(best);
    for (let at = 0; at < covered.length; at++) covered[at]! |= best.explains[at] as number;
  }
  return chosen;
}

function newlyOnes(bits: Uint32Array, covered: Uint32Array): number {
  let count = 0;
  for (let at = 0; at < bits.length; at++) {
    const word = (bits[at] as number) & ~(covered[at] as number);
    if (word !== 0) count += onesIn(word);
  }
  return count;
}

/** How many bits are set. */
export function ones(bits: Uint32Array): number {
  return bits.reduce((sum, word) => sum + onesIn(word), 0);
}

function onesIn(word: number): number {
  let left = word - ((word >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
