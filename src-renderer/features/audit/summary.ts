import type { NON_IOT as nonIotName } from '@contract/home';
import type { AuditResult, DeviceVerdict, Score, VantageAudit, Verdict } from '@contract/results';

/** As in contract/home.ts, whose schemas need not travel into the window. */
export const NON_IOT: typeof nonIotName = 'non-iot';

/** From most to least exposed. */
export const exposure: readonly Verdict[] = ['identified', 'partly', 'hidden', 'not-enough-data'];

function moreExposed(a: Verdict, b: Verdict): Verdict {
  return exposure.indexOf(a) <= exposure.indexOf(b) ? a : b;
}

/** Smart devices; phones and computers are looked at together, as one class. */
export function smartOf(verdicts: readonly DeviceVerdict[]): DeviceVerdict[] {
  return verdicts.filter(({ type }) => type !== NON_IOT);
}

/** How many smart devices got which verdict, and how many there are, as in the written report. */
export type Counts = Record<Verdict, number> & { total: number };

export function countVerdicts(audit: VantageAudit): Counts {
  const smart = smartOf(audit.devices);
  const counts: Counts = {
    identified: 0,
    partly: 0,
    hidden: 0,
    'not-enough-data': 0,
    total: smart.length,
  };
  for (const { verdict } of smart) counts[verdict]++;
  return counts;
}

/** The verdicts, claims and timeline are those of the strongest adversary, which comes first. */
export function strongest(audit: VantageAudit): VantageAudit['adversaries'][number] | null {
  return audit.adversaries[0] ?? null;
}

/**
 * What a guesser scores who looks at nothing, for each of the three figures: always the smart type
 * that was commonest while learning, always any one type of those present, always the class that was
 * commonest while learning.
 */
export function guesses(score: Score): {
  iot: number | null;
  macro: number | null;
  overall: number;
} {
  const sums = score.confusion.matrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const present = sums.filter((sum) => sum > 0).length;
  return {
    iot: score.baselines.iotMajority,
    macro: present === 0 ? null : 1 / present,
    overall: score.baselines.majority,
  };
}

/** A pair of types and the share of the first's packets that were given the second's name. */
export interface MixUp {
  truth: string;
  said: string;
  count: number;
  share: number;
}

/** The wrong names given most often, by share of the true type's packets; `least` is the floor. */
export function worstMixUps(score: Score, most: number, least = 0.01): MixUp[] {
  const { labels, matrix } = score.confusion;
  const all: MixUp[] = [];
  matrix.forEach((row, i) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    row.forEach((count, j) => {
      if (i === j || count === 0) return;
      all.push({ truth: labels[i] ?? '', said: labels[j] ?? '', count, share: count / total });
    });
  });
  return all
    .filter((one) => one.share >= least)
    .sort((a, b) => b.share - a.share || a.truth.localeCompare(b.truth))
    .slice(0, most);
}

/**
 * The devices' names in the order shown: most exposed from anywhere first, then by name. It is the
 * same for every vantage, so that nothing jumps when the vantage changes.
 */
export function deviceOrder(result: AuditResult): string[] {
  const worst = new Map<string, Verdict>();
  for (const vantage of result.vantages) {
    for (const { device, verdict } of vantage.devices) {
      worst.set(device, moreExposed(worst.get(device) ?? 'not-enough-data', verdict));
    }
  }
  const rank = (device: string): number => exposure.indexOf(worst.get(device) ?? 'not-enough-data');
  return [...worst.keys()].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}
