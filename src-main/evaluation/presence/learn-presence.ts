import type { TypeReading } from '../../contract/calibration';
import { PRESENCE_SECONDS } from '../../contract/thresholds';
import { NO_CLASS } from '../truth';
import { busyFrom, idleBytesOf } from './activity';
import { evidenceOf, gatherEvidence, type LabelledTime, scaleOf, type TrueTime } from './evidence';
import { type Examples, fitLogistic } from './logistic';

/** Windows tried, in seconds: longer ones for types that send rarely. */
const WINDOWS = [PRESENCE_SECONDS, 720, 1800, 3600] as const;
/** A window is long enough when a type sent in so many of them. */
const HEARD_IN = 0.8;
/** Of the regression over all types, and of each type's towards it. */
const POOLED_STRENGTH = 0.01;
const TYPE_STRENGTH = 0.3;

/**
 * How presence and activity of each class are told from labelled packets. Windows and idle levels are
 * those of the training part. Presence is a logistic regression on the evidence of windows of a later
 * block that the model had not learned from: windows in which the type sent against every window without
 * the type's packets, as if it had not been there. Each type's is drawn towards one over all types,
 * which stands alone where the block has nothing of a type.
 * @param block Its predictions are calibrated.
 */
export function learnPresence(
  block: LabelledTime,
  training: TrueTime,
  classes: readonly string[],
): TypeReading[] {
  const evidence = evidenceOf(block.predictions);
  const windows = classes.map((_, type) => windowOf(training, type));
  const examples = classes.map((_, type) =>
    examplesOf(block, evidence, type, windows[type] as number, classes.length),
  );
  const pooled = fitLogistic(
    { x: examples.flatMap(({ x }) => x), positive: examples.flatMap(({ positive }) => positive) },
    { intercept: 0, slope: 0 },
    POOLED_STRENGTH,
  );
  return classes.map((type, index): TypeReading => {
    const own = examples[index] as Examples;
    const idleBytes = idleBytesOf(training, index);
    return {
      type,
      windowSeconds: windows[index] as number,
      ...(own.positive.includes(true) ? fitLogistic(own, pooled, TYPE_STRENGTH) : pooled),
      idleBytes,
      busyBytes: busyFrom(idleBytes),
    };
  });
}

function examplesOf(
  block: LabelledTime,
  evidence: Float64Array,
  type: number,
  seconds: number,
  known: number,
): Examples {
  const { windows, all, own, packets } = gatherEvidence(block, evidence, type, seconds, known);
  const x: number[] = [];
  const positive: boolean[] = [];
  for (let window = 0; window < windows; window++) {
    if ((packets[window] as number) > 0) {
      x.push(scaleOf(all[window] as number));
      positive.push(true);
    }
    x.push(scaleOf((all[window] as number) - (own[window] as number)));
    positive.push(false);
  }
  return { x, positive };
}

/**
 * The shortest window in which the type, from its first to its last packet, is mostly heard. A type that
 * is not heard regularly in the longest either (a doorbell) is told in the shortest.
 */
function windowOf({ time, truth }: TrueTime, type: number): number {
  const moments = time.filter((_, i) => truth[i] === type && truth[i] !== NO_CLASS);
  const first = moments[0];
  if (first === undefined) return PRESENCE_SECONDS;
  const span = (moments[moments.length - 1] as number) - first;
  for (const seconds of WINDOWS) {
    const windows = Math.floor(span / seconds) + 1;
    const heard = new Set(moments.map((moment) => Math.floor((moment - first) / seconds))).size;
    // One window says nothing of how regularly it is heard.
    if (windows > 1 && heard >= HEARD_IN * windows) return seconds;
  }
  return PRESENCE_SECONDS;
}
