import type { FeatureMatrix } from '../contract/learning';

/** A number as a weighted sum of columns. */
export interface LinearFit {
  readonly weights: Float64Array;
  readonly offset: number;
}

/**
 * Ridge regression (Hoerl and Kennard 1970): weighted least squares, with a cost on the squares of the weights of
 * columns brought to deviation 1.
 * @param truth one a row
 * @param importance how much each row counts
 * @param cost of a weight, as a share of what the rows count together
 */
export function fitRidge(
  { rows, columns, values }: FeatureMatrix,
  truth: Float64Array,
  importance: Float64Array,
  cost: number,
): LinearFit {
  const all = importance.reduce((sum, one) => sum + one, 0);
  const mean = new Float64Array(columns);
  const deviation = new Float64Array(columns);
  let middle = 0;
  for (let row = 0; row < rows; row += 1) {
    const share = importance[row]! / all;
    middle += share * truth[row]!;
    for (let c = 0; c < columns; c += 1) mean[c]! += share * values[row * columns + c]!;
  }
  for (let row = 0; row < rows; row += 1) {
    const share = importance[row]! / all;
    for (let c = 0; c < columns; c += 1)
      deviation[c]! += share * (values[row * columns + c]! - mean[c]!) ** 2;
  }
  for (let c = 0; c < columns; c += 1) deviation[c] = Math.sqrt(deviation[c]!) || 1;
  const left = new Float64Array(columns * columns);
  const right = new Float64Array(columns);
  const z = new Float64Array(columns);
  for (let row = 0; row < rows; row += 1) {
    const share = importance[row]! / all;
    for (let c = 0; c < columns; c += 1)
      z[c] = (values[row * columns + c]! - mean[c]!) / deviation[c]!;
    for (let c = 0; c < columns; c += 1) {
      right[c]! += share * z[c]! * (truth[row]! - middle);
      for (let d = 0; d <= c; d += 1) left[c * columns + d]! += share * z[c]! * z[d]!;
    }
  }
  for (let c = 0; c < columns; c += 1) left[c * columns + c]! += cost;
  solveSymmetric(left, right);
  const weights = right.map((one, c) => one / deviation[c]!);
  const offset = middle - weights.reduce((sum, one, c) => sum + one * mean[c]!, 0);
  return { weights, offset };
}

/**
 * Solves a positive definite system by Cholesky's decomposition, in its own memory.
 * @param matrix the lower half counts
 * @param right becomes the solution
 */
function solveSymmetric(matrix: Float64Array, right: Float64Array): void {
  const n = right.length;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k += 1) sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      matrix[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j * n + j]!;
    }
  }
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) right[i]! -= matrix[i * n + k]! * right[k]!;
    right[i]! /= matrix[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) right[i]! -= matrix[k * n + i]! * right[k]!;
    right[i]! /= matrix[i * n + i]!;
  }
}
