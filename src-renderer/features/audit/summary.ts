import type { NON_IOT as nonIotName } from '@contract/home';
import type { AuditResult, DeviceVerdict, Score, VantageAudit, Verdict } from '@contract/results';

/** As in contract/home.ts, whose schemas need not travel into the window. */
export const NON_IOT: typeof nonIotName = 'non-iot';

/** From most to least exposed. */
const exposure: readonly Verdict[] = ['identified', 'partly', 'hidden', 'not-enough-data'];

function moreExposed(a: Verdict, b: Verdict): Verdict {
  return exposure.indexOf(a) <= exposure.indexOf(b) ? a : b;
}

/**
 * The verdict of each smart device type: that of its most exposed device, since one recognised
 * camera tells that there is such a camera. Phones and computers are left out.
 */
export function typeVerdicts(devices: readonly DeviceVerdict[]): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { type, verdict } of devices) {
    if (type === NON_IOT) continue;
    verdicts.set(type, moreExposed(verdicts.get(type) ?? 'not-enough-data', verdict));
  }
  return verdicts;
}

/** How many smart device types got which verdict; `judged` leaves out those with too little data. */
export interface TypeCounts {
  identified: number;
  partly: number;
  hidden: number;
  noData: number;
  judged: number;
}

export function countTypes(devices: readonly DeviceVerdict[]): TypeCounts {
  const verdicts = [...typeVerdicts(devices).values()];
  const of = (verdict: Verdict): number => verdicts.filter((one) => one === verdict).length;
  const identified = of('identified');
  const partly = of('partly');
  const hidden = of('hidden');
  const judged = identified + partly + hidden;
  return { identified, partly, hidden, noData: verdicts.length - judged, judged };
}

/** The verdicts, claims and timeline are those of the strongest adversary, which comes first. */
export function strongest(audit: VantageAudit): VantageAudit['adversaries'][number] | null {
  return audit.adversaries[0] ?? null;
}

/**
 * What a guesser scores who looks at nothing, for each of the three figures, on the same test
 * packets: always the smart type with most packets (of IoT packets), always any one type (of the
 * types present), and the majority baseline as measured.
 */
export function guesses(score: Score): {
  iot: number | null;
  macro: number | null;
  overall: number;
} {
  const { labels, matrix } = score.confusion;
  const sums = matrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const iot = sums.filter((_, i) => labels[i] !== NON_IOT);
  const iotPackets = iot.reduce((sum, count) => sum + count, 0);
  const present = sums.filter((sum) => sum > 0).length;
  return {
    iot: iotPackets === 0 ? null : Math.max(...iot) / iotPackets,
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
