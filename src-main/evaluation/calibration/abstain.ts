import type { CalibratedScore } from '../../contract/calibration';
import { NON_IOT } from '../../contract/home';
import type { Predictions } from '../../contract/learning';
import { NO_CLASS } from '../truth';

/** Of the right labels of a class, taken over all classes alike, this much may be lost by abstaining. */
export const RIGHT_LOST = 0.05;

/**
 * The probability of the likeliest class below which the adversary should rather say `unknown`: 5 % of
 * the right labels fall below it, each class counting the same (threshold on the maximum softmax
 * probability, Hendrycks and Gimpel, ICLR 2017). Unknown devices themselves are not needed for it.
 * @returns 0, which never abstains, when no label was right
 */
export function abstainThreshold(predictions: Predictions, truth: Uint16Array): number {
  const { classes, label, probability } = predictions;
  const right = new Float64Array(classes);
  const rows: number[] = [];
  truth.forEach((own, row) => {
    if (own !== label[row]) return;
    right[own]!++;
    rows.push(row);
  });
  const present = right.filter((count) => count > 0).length;
  const sure = Float64Array.from(rows, (row) => probability[row * classes + label[row]!] as number);
  const order = Int32Array.from(rows, (_, i) => i).sort((a, b) => sure[a]! - sure[b]!);
  let lost = 0;
  for (const i of order) {
    lost += 1 / (present * (right[label[rows[i]!]!] as number));
    if (lost > RIGHT_LOST) return sure[i] as number;
  }
  return 0;
}

/** Whether the adversary would rather say `unknown` of a row. */
export function abstains(
  { classes, label, probability }: Predictions,
  row: number,
  below: number,
): boolean {
  return (probability[row * classes + (label[row] as number)] as number) < below;
}

/**
 * What abstaining does to packets whose type is known and to those of types it never met.
 * @param labels The model's classes, then types it has never met.
 */
export function unknownShares(
  predictions: Predictions,
  truth: Uint16Array,
  labels: readonly string[],
  below: number,
): CalibratedScore['unknown'] {
  const { classes, label } = predictions;
  const packets = new Float64Array(labels.length);
  const unknown = new Float64Array(labels.length);
  let namedIot = 0;
  let rightIot = 0;
  truth.forEach((own, row) => {
    if (own === NO_CLASS) return;
    packets[own]!++;
    if (abstains(predictions, row, below)) {
      unknown[own]!++;
      return;
    }
    if (own >= classes || labels[own] === NON_IOT) return;
    namedIot++;
    if (label[row] === own) rightIot++;
  });
  const known = [...packets.keys()].filter((own) => own < classes && packets[own]! > 0);
  const sum = (values: Float64Array): number =>
    values.subarray(classes).reduce((total, value) => total + value, 0);
  const unmet = sum(packets);
  return {
    ofKnown:
      known.length === 0
        ? null
        : known.reduce((total, own) => total + unknown[own]! / packets[own]!, 0) / known.length,
    ofUnmet: unmet === 0 ? null : sum(unknown) / unmet,
    namedIotAccuracy: namedIot === 0 ? null : rightIot / namedIot,
  };
}
