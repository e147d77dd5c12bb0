import type { CalibratedScore, Calibration } from '../../contract/calibration';
import { NON_IOT } from '../../contract/home';
import type { Job } from '../../contract/job';
import type { Predictions } from '../../contract/learning';
import type { LabelledTime, TrueTime } from '../presence/evidence';
import { learnPresence } from '../presence/learn-presence';
import { NO_CLASS } from '../truth';
import { abstainThreshold, unknownShares } from './abstain';
import { calibrationQuality } from './quality';
import { fitTemperature, withTemperature } from './temperature';

/**
 * How to read an adversary's labels and probabilities.
 * @param block What it says of packets that it had not learned from; truth NO_CLASS is left out.
 * @param training All that windows and idle levels may be learned from.
 * @param classes The model's; truths are indexes into them.
 */
export async function calibrate(
  block: LabelledTime,
  training: TrueTime,
  classes: readonly string[],
  job: Job,
): Promise<Calibration> {
  const { predictions, truth } = block;
  const temperature = await fitTemperature(predictions, truth, job);
  const calibrated = withTemperature(predictions, temperature);
  return {
    temperature,
    abstainBelow: abstainThreshold(calibrated, truth),
    packets: truth.reduce((sum, label) => sum + (label === NO_CLASS ? 0 : 1), 0),
    types: learnPresence({ ...block, predictions: calibrated }, training, classes),
  };
}

/**
 * @param raw What the model says of the tested packets.
 * @param calibrated The same, read by the calibration.
 * @param labels The model's classes, then types it has never met.
 * @returns null without a packet that has a class
 */
export function scoreCalibration(
  { temperature, abstainBelow, packets }: Calibration,
  raw: Predictions,
  calibrated: Predictions,
  truth: Uint16Array,
  labels: readonly string[],
): CalibratedScore | null {
  const any = (own: number): boolean => own !== NO_CLASS;
  const iot = (own: number): boolean => own !== NO_CLASS && labels[own] !== NON_IOT;
  const before = calibrationQuality(raw, truth, any);
  const after = calibrationQuality(calibrated, truth, any);
  if (before === null || after === null) return null;
  return {
    temperature,
    abstainBelow,
    packets,
    before,
    after,
    iotBefore: calibrationQuality(raw, truth, iot),
    iotAfter: calibrationQuality(calibrated, truth, iot),
    unknown: unknownShares(calibrated, truth, labels, abstainBelow),
  };
}
