import { NON_IOT } from '../contract/home';
import type { DeviceVerdict, Verdict, VantageAudit } from '../contract/results';
import { ENOUGH_TRAIN_PACKETS } from '../contract/thresholds';

export type AdversaryScore = VantageAudit['adversaries'][number];

/** The result of one vantage as the report tells it. */
export interface Outcome {
  readonly audit: VantageAudit;
  /** Verdicts of all smart devices of the home, most exposed first. */
  readonly smart: readonly DeviceVerdict[];
  /** Verdicts of phones and computers. */
  readonly others: readonly DeviceVerdict[];
  /** How many smart devices got each verdict. */
  readonly counts: Record<Verdict, number>;
  /** How many of those without a verdict sent too little to learn from. */
  readonly unlearned: number;
  /** The smart device with the first sure sighting. */
  readonly soonest: DeviceVerdict | null;
  /** The strongest adversary; null when none was tried. */
  readonly score: AdversaryScore | null;
  /** Packets of smart devices in the test, and what a guesser gets of them: see `guessing`. */
  readonly smartPackets: number;
  readonly guessSmart: number | null;
}

/** Sums up one vantage. */
export function outcomeOf(audit: VantageAudit): Outcome {
  const ordered = [...audit.devices].sort(byExposure);
  const smart = ordered.filter((d) => d.type !== NON_IOT);
  const counts: Record<Verdict, number> = {
    identified: 0,
    partly: 0,
    hidden: 0,
    'not-enough-data': 0,
  };
  for (const { verdict } of smart) counts[verdict]++;
  const sighted = smart.filter((d) => d.firstIdentifiedSeconds !== null);
  sighted.sort((a, b) => (a.firstIdentifiedSeconds ?? 0) - (b.firstIdentifiedSeconds ?? 0));
  const score = audit.adversaries[0] ?? null;
  return {
    audit,
    smart,
    others: ordered.filter((d) => d.type === NON_IOT),
    counts,
    unlearned: smart.filter(isUnlearned).length,
    soonest: sighted[0] ?? null,
    score,
    ...(score ? guessing(score) : { smartPackets: 0, guessSmart: null }),
  };
}

/** Whether a device has no verdict for want of packets to learn from. */
export function isUnlearned({ verdict, trainPackets }: DeviceVerdict): boolean {
  return verdict === 'not-enough-data' && trainPackets < ENOUGH_TRAIN_PACKETS;
}

const exposure: Record<Verdict, number> = {
  identified: 0,
  partly: 1,
  hidden: 2,
  'not-enough-data': 3,
};

function byExposure(a: DeviceVerdict, b: DeviceVerdict): number {
  return (
    exposure[a.verdict] - exposure[b.verdict] ||
    (b.recall ?? -1) - (a.recall ?? -1) ||
    (a.device < b.device ? -1 : 1)
  );
}

/**
 * What always naming the smart type that was commonest while learning gets of the packets of smart
 * devices; null without any. The majority baseline counts all packets and would mislead beside the
 * accuracy over smart devices.
 */
function guessing({
  confusion,
  baselines,
}: AdversaryScore): Pick<Outcome, 'smartPackets' | 'guessSmart'> {
  const totals = confusion.matrix
    .filter((_, i) => confusion.labels[i] !== NON_IOT)
    .map((row) => row.reduce((sum, n) => sum + n, 0));
  const smartPackets = totals.reduce((sum, n) => sum + n, 0);
  return { smartPackets, guessSmart: baselines.iotMajority };
}
