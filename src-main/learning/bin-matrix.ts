import type { Job } from '../contract/job';
import { checkpoint } from '../contract/job';
import type { FeatureMatrix } from '../contract/learning';
import type { BinnedMatrix } from './binned-matrix';
import { binBounds } from './bin-bounds';
import { balancedRows } from './balanced-rows';
import { sortFloats } from './sort-floats';

/** Rows that bounds are computed from: enough for 255 quantiles, quick to sort. */
const SAMPLE_ROWS = 100_000;
const BLOCK_ROWS = 512;
/** Columns sampled in one pass: as many float32 as a line of cache has. */
const COLUMNS_AT_ONCE = 16;

/** Puts a matrix into bins. The matrix is read only; the two copies take half of its size. */
export async function binMatrix(
  matrix: FeatureMatrix,
  labels: Uint16Array,
  classes: number,
  bins: number,
  job: Job,
): Promise<BinnedMatrix> {
  const { rows, columns } = matrix;
  const sample = balancedRows(labels, classes, SAMPLE_ROWS);
  const perColumn = await boundsOf(matrix, sample, bins, job);

  const boundStart = new Int32Array(shared(4 * (columns + 1)));
  perColumn.forEach((bounds, column) => {
    boundStart[column + 1] = boundStart[column]! + bounds.length;
  });
  const bounds = new Float32Array(shared(4 * boundStart[columns]!));
  perColumn.forEach((own, column) => bounds.set(own, boundStart[column]));
  const sharedLabels = new Uint16Array(shared(2 * rows));
  sharedLabels.set(labels);

  const byColumn = new Uint8Array(shared(rows * columns));
  const byRow = new Uint8Array(shared(rows * columns));
  const starts = perColumn.map(searchStarts);
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    if (first % (64 * BLOCK_ROWS) === 0) await checkpoint(job);
    const last = Math.min(rows, first + BLOCK_ROWS);
    for (let column = 0; column < columns; column += 1) {
      fillBins(matrix, column, first, last, perColumn[column]!, starts[column]!, byColumn, byRow);
    }
  }
  return { rows, columns, classes, byColumn, byRow, labels: sharedLabels, bounds, boundStart };
}

/** The bounds of every column, from the given rows. */
async function boundsOf(
  matrix: FeatureMatrix,
  rows: Int32Array,
  bins: number,
  job: Job,
): Promise<Float32Array[]> {
  const { columns, values } = matrix;
  const size = rows.length;
  const samples = Array.from({ length: COLUMNS_AT_ONCE }, () => new Float32Array(size));
  const bounds: Float32Array[] = [];
  for (let first = 0; first < columns; first += COLUMNS_AT_ONCE) {
    const count = Math.min(COLUMNS_AT_ONCE, columns - first);
    for (let i = 0; i < size; i += 1) {
      const at = rows[i]! * columns + first;
      for (let k = 0; k < count; k += 1) samples[k]![i] = values[at + k]!;
    }
    for (const sample of samples.slice(0, count)) {
      await checkpoint(job);
      bounds.push(binBounds(sortFloats(sample), bins));
    }
  }
  return bounds;
}

function shared(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}

function fillBins(
  matrix: FeatureMatrix,
  column: number,
  first: number,
  last: number,
  bounds: Float32Array,
  starts: Uint8Array,
  byColumn: Uint8Array,
  byRow: Uint8Array,
): void {
  const { rows, columns, values } = matrix;
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const count = bounds.length;
  for (let row = first; row < last; row += 1) {
    const at = row * columns + column;
    const value = values[at]!;
    let bin = starts[orderedTop(bits[at]!)]!;
    while (bin < count && value > bounds[bin]!) bin += 1;
    byColumn[column * rows + row] = bin;
    byRow[at] = bin;
  }
}

/**
 * For each possible upper half of a float32 the number of bounds surely below: where a search for
 * the bin of such a float begins.
 */
function searchStarts(bounds: Float32Array): Uint8Array {
  const starts = new Uint8Array(65_536);
  const bits = new Int32Array(bounds.buffer, bounds.byteOffset, bounds.length);
  let from = 0;
  for (let bound = 0; bound < bounds.length; bound += 1) {
    const top = orderedTop(bits[bound]!);
    starts.fill(bound, from, top + 1);
    from = top + 1;
  }
  starts.fill(bounds.length, from);
  return starts;
}

/** The upper half of a float32's bits, turned so that it orders as the floats do. */
function orderedTop(bits: number): number {
  return ((bits ^ ((bits >> 31) & 0x7fffffff)) >> 16) + 32_768;
}
