import { checkpoint, type Job } from '../contract/job';
import type { FeatureMatrix } from '../contract/learning';
import { Random } from '../contract/random';
import type { Confusion } from '../contract/results';
import { NO_CLASS } from './truth';

/**
 * A lower bound on the error of any adversary with these features, from the error `error` of the
 * nearest neighbour among `classes` (Cover and Hart 1967; Cherubin, PoPETs 2017). Exact only in the
 * limit of many samples.
 */
export function bayesErrorLowerBound(error: number, classes: number): number {
  if (classes < 2) return 0;
  const worst = (classes - 1) / classes;
  return worst * (1 - Math.sqrt(Math.max(0, 1 - error / worst)));
}

/** Entropy in bits of the true class. */
export function typeEntropyBits({ matrix }: Confusion): number {
  const sums = matrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const total = sums.reduce((sum, count) => sum + count, 0);
  return sums.reduce(
    (bits, count) => (count === 0 ? bits : bits - (count / total) * Math.log2(count / total)),
    0,
  );
}

/**
 * A lower bound in bits on what the features tell of the class, by Fano's inequality:
 * I >= H(class) - h(e) - e log2(C - 1), with the error e of the adversary at hand.
 */
export function mutualInformationLowerBound(confusion: Confusion): number {
  const { matrix } = confusion;
  const present = matrix.filter((row) => row.some((count) => count > 0)).length;
  const total = matrix.flat().reduce((sum, count) => sum + count, 0);
  if (total === 0 || present < 2) return 0;
  const right = matrix.reduce((sum, row, label) => sum + (row[label] as number), 0);
  const error = 1 - right / total;
  const binary =
    error <= 0 || error >= 1 ? 0 : -error * Math.log2(error) - (1 - error) * Math.log2(1 - error);
  const bound = typeEntropyBits(confusion) - binary - error * Math.log2(matrix.length - 1);
  return Math.max(0, bound);
}

const TRAIN_SAMPLE = 3000;
const TEST_SAMPLE = 1500;

/**
 * Error of the nearest neighbour (Euclidean, columns scaled to unit deviation) on random samples of
 * both parts. Null when either part has no packet of a class.
 */
export async function nearestNeighbourError(
  train: FeatureMatrix,
  trainLabels: Uint16Array,
  test: FeatureMatrix,
  testLabels: Uint16Array,
  seed: number,
  job: Job,
): Promise<number | null> {
  const random = new Random(seed);
  const known = sample(trainLabels, TRAIN_SAMPLE, random);
  const asked = sample(testLabels, TEST_SAMPLE, random);
  if (known.length === 0 || asked.length === 0) return null;
  const { columns } = train;
  const scale = inverseDeviations(train, known);
  const references = scaledRows(train, known, scale);
  const questions = scaledRows(test, asked, scale);
  let wrong = 0;
  for (let q = 0; q < asked.length; q++) {
    if (q % 100 === 0) await checkpoint(job);
    let nearest = 0;
    let best = Number.POSITIVE_INFINITY;
    const at = q * columns;
    for (let r = 0; r < known.length; r++) {
      let distance = 0;
      const row = r * columns;
      for (let c = 0; c < columns && distance < best; c++) {
        const difference = (questions[at + c] as number) - (references[row + c] as number);
        distance += difference * difference;
      }
      if (distance < best) {
        best = distance;
        nearest = r;
      }
    }
    const label = trainLabels[known[nearest] as number];
    if (label !== testLabels[asked[q] as number]) wrong++;
  }
  return wrong / asked.length;
}

function sample(labels: Uint16Array, size: number, random: Random): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < labels.length; i++) if (labels[i] !== NO_CLASS) rows.push(i);
  for (let i = 0; i < Math.min(size, rows.length); i++) {
    const other = i + random.integer(rows.length - i);
    [rows[i], rows[other]] = [rows[other] as number, rows[i] as number];
  }
  return Int32Array.from(rows.slice(0, size));
}

function inverseDeviations(matrix: FeatureMatrix, rows: Int32Array): Float64Array {
  const { columns, values } = matrix;
  const sum = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (const row of rows) {
    for (let c = 0; c < columns; c++) {
      const value = values[row * columns + c] as number;
      sum[c]! += value;
      squares[c]! += value * value;
    }
  }
  return sum.map((total, c) => {
    const mean = total / rows.length;
    const variance = (squares[c] as number) / rows.length - mean * mean;
    return variance > 1e-9 ? 1 / Math.sqrt(variance) : 0;
  });
}

function scaledRows(matrix: FeatureMatrix, rows: Int32Array, scale: Float64Array): Float32Array {
  const { columns, values } = matrix;
  const scaled = new Float32Array(rows.length * columns);
  rows.forEach((row, index) => {
    for (let c = 0; c < columns; c++) {
      scaled[index * columns + c] = (values[row * columns + c] as number) * (scale[c] as number);
    }
  });
  return scaled;
}
