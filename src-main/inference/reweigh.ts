import type { Predictions } from '../contract/learning';

/**
 * Multiplies the probabilities of each class by its weight and brings each row to a sum of 1 again, in
 * place; the likeliest class then may be another, the first of equally likely ones.
 * @param weights One for each class, above 0; none changes nothing.
 */
export function reweigh(predictions: Predictions, weights: readonly number[]): Predictions {
  if (weights.length === 0) return predictions;
  const { rows, classes, label, probability } = predictions;
  for (let row = 0; row < rows; row++) {
    const at = row * classes;
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      sum += probability[at + c]! *= weights[c] as number;
    }
    let best = 0;
    for (let c = 0; c < classes; c++) {
      probability[at + c]! /= sum;
      if ((probability[at + c] as number) > (probability[at + best] as number)) best = c;
    }
    label[row] = best;
  }
  return predictions;
}
