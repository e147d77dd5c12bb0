import type { Job } from '../contract/job';
import type { Predictions } from '../contract/learning';
import type { View } from '../contract/vantage';
import { NO_CLASS, splitByTime } from '../evaluation';
import { sliceView, WINDOW } from '../features';
import { runAdversary, trainAdversary, type TrainingChoice, type TrainingPart } from './adversary';

/** Share of the training part's time that the rehearsal's model learns from. */
const REHEARSAL_SHARE = 3 / 4;

/** A block of packets, what a model says of them that never saw them, and the truth. */
export interface Rehearsal {
  readonly view: View;
  readonly predictions: Predictions;
  /** Indexes into the classes; NO_CLASS also for a class that the rehearsal's model never met. */
  readonly truth: Uint16Array;
}

/**
 * How the adversary errs, seen without the test part: a quicker model of the same kind learns from the
 * first three quarters of the training part and labels the rest, after a gap.
 * @returns null where the training part is too short for it
 * @throws HomeMoleError as training
 */
export async function rehearse(
  part: TrainingPart,
  choice: TrainingChoice,
  job: Job,
): Promise<Rehearsal | null> {
  const { view, labels, classes } = part;
  const { trainEnd, testStart } = splitByTime(view.time, REHEARSAL_SHARE);
  const early = labels.subarray(0, trainEnd);
  const met = new Set(early);
  met.delete(NO_CLASS);
  if (met.size < 2 || view.count - testStart < WINDOW) return null;
  const adversary = await trainAdversary(
    { view: sliceView(view, 0, trainEnd), labels: early, classes },
    { ...choice, quick: true },
    job,
  );
  const later = sliceView(view, testStart, view.count);
  return {
    view: later,
    predictions: await runAdversary(adversary, later, job, choice),
    truth: labels.subarray(testStart).map((label) => (met.has(label) ? label : NO_CLASS)),
  };
}
