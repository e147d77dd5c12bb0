import { NON_IOT, type Device } from '../contract/home';
import type { DeviceVerdict, Verdict, VantageAudit } from '../contract/results';
import type { Page } from './page';

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
  /** The smart device with the first sure sighting. */
  readonly soonest: DeviceVerdict | null;
  /** The strongest adversary; null when none was tried. */
  readonly score: AdversaryScore | null;
  /** Packets of smart devices in the test, and the share that the commonest sender has of them. */
  readonly smartPackets: number;
  readonly guessSmart: number | null;
}

/** Sums up one vantage. */
export function outcomeOf(page: Page, audit: VantageAudit): Outcome {
  const judged = new Set(audit.devices.map((d) => d.device));
  const silent = page.audit.home.devices.filter((d) => !judged.has(d.device)).map(unheard);
  const ordered = [...audit.devices, ...silent].sort(byExposure);
  const smart = ordered.filter((d) => !page.others.has(d.device));
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
    others: ordered.filter((d) => page.others.has(d.device)),
    counts,
    soonest: sighted[0] ?? null,
    score,
    ...(score ? guessing(page, score) : { smartPackets: 0, guessSmart: null }),
  };
}

/** A device of the home that no packet was seen of: nothing can be said, and that is said. */
function unheard({ device, kind, type }: Device): DeviceVerdict {
  return {
    device,
    type: kind === 'non-iot' ? NON_IOT : type,
    verdict: 'not-enough-data',
    recall: null,
    precision: null,
    firstIdentifiedSeconds: null,
    trainPackets: 0,
    testPackets: 0,
    meanConfidence: null,
    confusedWith: null,
  };
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
 * The majority baseline counts all packets; beside the accuracy over smart devices it would mislead.
 * Which class is the majority is told by the row of the confusion matrix with that very share; then
 * the baseline over smart devices follows. Null when no row or more than one has it.
 */
function guessing(page: Page, score: AdversaryScore): Pick<Outcome, 'smartPackets' | 'guessSmart'> {
  const { labels, matrix } = score.confusion;
  const totals = matrix.map((row) => row.reduce((sum, n) => sum + n, 0));
  const all = totals.reduce((sum, n) => sum + n, 0);
  const isSmart = (label: string): boolean => label !== NON_IOT && page.smartTypes.has(label);
  const smartPackets = totals.reduce((sum, n, i) => sum + (isSmart(labels[i] ?? '') ? n : 0), 0);
  const majority = Math.round(score.baselines.majority * all);
  const candidates = labels.filter((_, i) => totals[i] === majority);
  const [commonest] = candidates;
  if (candidates.length !== 1 || commonest === undefined || smartPackets === 0) {
    return { smartPackets, guessSmart: null };
  }
  return { smartPackets, guessSmart: isSmart(commonest) ? majority / smartPackets : 0 };
}
