import type { Predictions } from '../../contract/learning';

/** So sure at the most can one packet make: ln 1000. */
const SMALLEST = 1e-3;

/**
 * What each packet says for the type that it was given: the logarithm of its odds, 0 where they are not
 * above even. Of what is left to the other types, which are many, nothing is counted.
 * @param predictions calibrated
 */
export function evidenceOf({ rows, classes, label, probability }: Predictions): Float64Array {
  const evidence = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const p = probability[row * classes + (label[row] as number)] as number;
    evidence[row] = Math.max(0, Math.log((p + SMALLEST) / (1 - p + SMALLEST)));
  }
  return evidence;
}

/** What regression is done on, from the evidence of a window. */
export function scaleOf(evidence: number): number {
  return Math.log1p(evidence);
}

/** Labelled packets of a stretch of time. */
export interface LabelledTime {
  readonly time: Float64Array;
  readonly truth: Uint16Array;
  readonly predictions: Predictions;
}

/** Packets of the training part with their true classes. */
export interface TrueTime {
  readonly time: Float64Array;
  readonly length: ArrayLike<number>;
  readonly truth: Uint16Array;
}

/** One type in windows of its own length, from the first packet on. */
export interface WindowEvidence {
  readonly windows: number;
  /** Evidence for the type in each window, and the part of it that is from its own packets. */
  readonly all: Float64Array;
  readonly own: Float64Array;
  /** Packets that were its. */
  readonly packets: Uint32Array;
}

export function windowsIn(time: Float64Array, seconds: number): number {
  if (time.length === 0) return 0;
  return Math.floor(((time[time.length - 1] as number) - (time[0] as number)) / seconds) + 1;
}

/** @param known Classes with a name; the tunnel's own packets, which have none, count in no window. */
export function gatherEvidence(
  { time, truth, predictions }: LabelledTime,
  evidence: Float64Array,
  type: number,
  seconds: number,
  known: number,
): WindowEvidence {
  const windows = windowsIn(time, seconds);
  const all = new Float64Array(windows);
  const own = new Float64Array(windows);
  const packets = new Uint32Array(windows);
  const start = time[0] ?? 0;
  for (let i = 0; i < time.length; i++) {
    const label = truth[i] as number;
    if (label >= known) continue;
    const isOwn = label === type;
    const isGiven = predictions.label[i] === type;
    if (!isOwn && !isGiven) continue;
    const window = Math.floor(((time[i] as number) - start) / seconds);
    if (isOwn) packets[window]!++;
    if (!isGiven) continue;
    all[window]! += evidence[i] as number;
    if (isOwn) own[window]! += evidence[i] as number;
  }
  return { windows, all, own, packets };
}
