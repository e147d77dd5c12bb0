import type { TypePresence, TypeReading } from '../../contract/calibration';
import { PRESENT_FROM, SURE_FROM } from '../../contract/thresholds';
import { activityOf } from './activity';
import {
  evidenceOf,
  gatherEvidence,
  type LabelledTime,
  scaleOf,
  type WindowEvidence,
} from './evidence';
import { probabilityOf } from './logistic';

/** Tested packets; `labels` are the model's classes, then types it never met. */
interface Tested extends LabelledTime {
  readonly labels: readonly string[];
}

/**
 * Which types are there, since when, busy or idle, and how sure: from the labels and their calibrated
 * probabilities alone. How right that was is compared with the truth afterwards.
 * @param test Its predictions are calibrated.
 * @param length Of each test packet's frame.
 */
export function judgePresence(
  test: Tested,
  length: ArrayLike<number>,
  readings: readonly TypeReading[],
): TypePresence[] {
  const evidence = evidenceOf(test.predictions);
  const known = test.labels.length;
  return readings.flatMap((reading): TypePresence[] => {
    const type = test.labels.indexOf(reading.type);
    if (type < 0) return [];
    const gathered = gatherEvidence(test, evidence, type, reading.windowSeconds, known);
    return [
      {
        type: reading.type,
        windowSeconds: reading.windowSeconds,
        windows: gathered.windows,
        ...claimsIn(gathered, reading),
        ...sureSince(test, evidence, type, reading, gathered),
        score: scoreOf(gathered, reading),
        activity: activityOf(test, length, type, known, reading),
      },
    ];
  });
}

const presenceIn = (reading: TypeReading, evidence: number): number =>
  // Without any evidence it is not there, whatever the regression makes of a silent window.
  evidence === 0
    ? Math.min(0.5, probabilityOf(reading, 0))
    : probabilityOf(reading, scaleOf(evidence));

const isClaimed = (reading: TypeReading, evidence: number): boolean =>
  evidence > 0 && presenceIn(reading, evidence) >= PRESENT_FROM;

function claimsIn({ windows, all, own }: WindowEvidence, reading: TypeReading) {
  let claimed = 0;
  let right = 0;
  let sum = 0;
  for (let window = 0; window < windows; window++) {
    const evidence = all[window] as number;
    if (!isClaimed(reading, evidence)) continue;
    claimed++;
    sum += presenceIn(reading, evidence);
    if ((own[window] as number) * 2 >= evidence) right++;
  }
  return { claimed, right, probability: claimed === 0 ? null : sum / claimed };
}

/**
 * The first window in which the eavesdropper is sure, and the moment in it at which it is: more evidence
 * never makes it less sure.
 */
function sureSince(
  { time, truth, predictions, labels }: Tested,
  evidence: Float64Array,
  type: number,
  reading: TypeReading,
  { all, packets }: WindowEvidence,
): Pick<TypePresence, 'since' | 'sureSeconds' | 'sureWasRight'> {
  const start = time[0] ?? 0;
  const window = all.findIndex((sum) => sum > 0 && presenceIn(reading, sum) >= SURE_FROM);
  if (window < 0) return { since: null, sureSeconds: null, sureWasRight: null };
  const since = start + window * reading.windowSeconds;
  let sum = 0;
  let sureSeconds = since + reading.windowSeconds - start;
  for (let i = 0; i < time.length; i++) {
    if ((time[i] as number) < since || predictions.label[i] !== type) continue;
    if ((truth[i] as number) >= labels.length) continue;
    sum += evidence[i] as number;
    if (sum === 0 || presenceIn(reading, sum) < SURE_FROM) continue;
    sureSeconds = (time[i] as number) - start;
    break;
  }
  return { since, sureSeconds, sureWasRight: (packets[window] as number) > 0 };
}

/** Windows in which the type sent, against every window without its packets. */
function scoreOf(gathered: WindowEvidence, reading: TypeReading): TypePresence['score'] {
  const { windows, all, own, packets } = gathered;
  let present = 0;
  let found = 0;
  let falsely = 0;
  let squares = 0;
  for (let window = 0; window < windows; window++) {
    const evidence = all[window] as number;
    const others = evidence - (own[window] as number);
    if ((packets[window] as number) > 0) {
      present++;
      squares += (1 - presenceIn(reading, evidence)) ** 2;
      if (isClaimed(reading, evidence)) found++;
    }
    squares += presenceIn(reading, others) ** 2;
    if (isClaimed(reading, others)) falsely++;
  }
  if (present === 0) return null;
  return {
    present,
    found,
    falsely,
    recall: found / present,
    precision: found + falsely === 0 ? null : found / (found + falsely),
    f1: (2 * found) / (found + falsely + present),
    brierScore: squares / (present + windows),
  };
}
