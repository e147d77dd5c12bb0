import type { FeatureMatrix } from '../../contract/learning';
import { Random } from '../../contract/random';

/** Labelled rows made up for tests and benchmarks. */
export interface LabelledRows {
  readonly matrix: FeatureMatrix;
  readonly labels: Uint16Array;
}

/**
 * Rows of overlapping classes, four clusters each, the first class the commonest, as devices of a
 * home are. Every third column takes few values, as lengths do, and every third two, as flags do.
 */
export function overlappingClasses(
  rows: number,
  columns: number,
  classes: number,
  seed: number,
): LabelledRows {
  const random = new Random(seed);
  const centres = Float32Array.from({ length: 4 * classes * columns }, () => random.normal(0, 0.8));
  const values = new Float32Array(rows * columns);
  const labels = new Uint16Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const label = Math.floor((classes + 1) ** random.uniform()) - 1;
    const centre = (4 * label + random.integer(4)) * columns;
    labels[row] = label;
    for (let column = 0; column < columns; column += 1) {
      const value = centres[centre + column]! + random.normal(0, 1);
      const coarse = column % 3 === 0 ? Math.round(2 * value) * 50 : value > 1 ? 1 : 0;
      values[row * columns + column] = column % 3 === 2 ? value : coarse;
    }
  }
  return { matrix: matrixOf(values, columns), labels };
}

/** Rows as a matrix whose columns are named by number. */
export function matrixOf(values: Float32Array, columns: number): FeatureMatrix {
  const names = Array.from({ length: columns }, (_, column) => `column ${column}`);
  return { rows: values.length / columns, columns, names, values };
}

/** Part of labelled rows, from row `first` up to row `last`; the numbers are shared. */
export function rowsBetween(all: LabelledRows, first: number, last: number): LabelledRows {
  const { columns, values, names } = all.matrix;
  const part = values.subarray(first * columns, last * columns);
  return {
    matrix: { rows: last - first, columns, names, values: part },
    labels: all.labels.subarray(first, last),
  };
}
