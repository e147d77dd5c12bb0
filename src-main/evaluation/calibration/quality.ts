import type { CalibrationQuality } from '../../contract/calibration';
import type { Predictions } from '../../contract/learning';

const BINS = 15;

/**
 * Expected calibration error (Guo et al. 2017, equation 3) and Brier score (Brier 1950, all classes).
 * A row whose class the model does not know counts: whatever it was called is wrong.
 * @param counted Which rows; null when none of them is.
 */
export function calibrationQuality(
  { rows, classes, label, probability }: Predictions,
  truth: Uint16Array,
  counted: (truth: number) => boolean,
): CalibrationQuality | null {
  const count = new Float64Array(BINS);
  const right = new Float64Array(BINS);
  const confidence = new Float64Array(BINS);
  let total = 0;
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    const own = truth[row] as number;
    if (!counted(own)) continue;
    total++;
    const from = row * classes;
    const given = label[row] as number;
    const sure = probability[from + given] as number;
    const bin = Math.min(BINS - 1, Math.floor(sure * BINS));
    count[bin]!++;
    confidence[bin]! += sure;
    if (given === own) right[bin]!++;
    // The sum over classes of (p - [class is true])^2.
    let sum = 1;
    for (let c = 0; c < classes; c++) sum += (probability[from + c] as number) ** 2;
    squares += own < classes ? sum - 2 * (probability[from + own] as number) : sum;
  }
  if (total === 0) return null;
  let gaps = 0;
  for (let bin = 0; bin < BINS; bin++) {
    gaps += Math.abs((right[bin] as number) - (confidence[bin] as number));
  }
  return { expectedCalibrationError: gaps / total, brierScore: squares / total };
}
