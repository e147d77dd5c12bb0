import type { FeatureMatrix, Predictions } from '../contract/learning';
import type { Forest } from './forest';

/** Rows walked through one tree before the next, so that a tree comes into the cache once for all. */
const BLOCK_ROWS = 8192;

/** What a forest says of each row; the sums are exact, the first of equally likely classes wins. */
export function forestPredict(forest: Forest, matrix: FeatureMatrix): Predictions {
  const { rows, columns, values } = matrix;
  if (columns !== forest.columns)
    throw new RangeError(`the forest wants ${forest.columns} columns`);
  const { classes, feature, threshold, right, leafStart, leafClass, leafWeight } = forest;
  const probability = new Float32Array(rows * classes);
  const label = new Uint16Array(rows);
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    const last = Math.min(rows, first + BLOCK_ROWS);
    for (let tree = 0; tree < forest.trees; tree += 1) {
      const root = forest.roots[tree]!;
      for (let row = first; row < last; row += 1) {
        const base = row * columns;
        let node = root;
        let column = feature[node]!;
        while (column >= 0) {
          node = values[base + column]! <= threshold[node]! ? node + 1 : right[node]!;
          column = feature[node]!;
        }
        const leaf = right[node]!;
        for (let pair = leafStart[leaf]!; pair < leafStart[leaf + 1]!; pair += 1) {
          probability[row * classes + leafClass[pair]!]! += leafWeight[pair]!;
        }
      }
    }
    for (let row = first; row < last; row += 1) label[row] = likeliest(probability, row, classes);
  }
  return { rows, classes, label, probability };
}

function likeliest(probability: Float32Array, row: number, classes: number): number {
  let best = 0;
  for (let label = 1; label < classes; label += 1) {
    if (probability[row * classes + label]! > probability[row * classes + best]!) best = label;
  }
  return best;
}
