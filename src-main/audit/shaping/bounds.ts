import { type Job, quietJob } from '../../contract/job';
import type { FeatureSet } from '../../contract/learning';
import { Random } from '../../contract/random';
import type { ShapedBounds } from '../../contract/shaping';
import {
  bayesErrorLowerBound,
  mutualInformation,
  nearestNeighbourError,
  NO_CLASS,
} from '../../evaluation';
import { computeRows } from '../../features';
import type { TruePart } from './ground';

/** Packets whose features are compared; the nearest neighbour takes as many at the most. */
const TRAIN_SAMPLE = 3000;
const TEST_SAMPLE = 1500;

/** Bounds that hold for every classifier with these features, and what one packet tells by itself. */
export async function boundsOf(
  train: TruePart,
  test: TruePart,
  features: FeatureSet,
  classes: number,
  seed: number,
  job: Job,
): Promise<ShapedBounds> {
  const within: Job = { ...quietJob, signal: job.signal };
  const symbol = Int32Array.from(
    test.view.length,
    (length, i) => 2 * length + (test.view.direction[i] as number),
  );
  const information = mutualInformation(test.truth, symbol, seed);
  const known = chosen(train.truth, TRAIN_SAMPLE, new Random(seed));
  const asked = chosen(test.truth, TEST_SAMPLE, new Random(seed + 1));
  const labelsOf = (truth: Uint16Array, rows: Int32Array): Uint16Array =>
    Uint16Array.from(rows, (row) => truth[row] as number);
  const error = await nearestNeighbourError(
    await computeRows(train.view, features, known, within),
    labelsOf(train.truth, known),
    await computeRows(test.view, features, asked, within),
    labelsOf(test.truth, asked),
    seed,
    within,
  );
  return {
    bayesErrorLower: error === null ? null : bayesErrorLowerBound(error, classes),
    nearestNeighbourError: error,
    mutualInformationBits: information.bits,
    permutationNullBits: information.nullBits,
    typeEntropyBits: information.classBits,
  };
}

/** Packets with a class, drawn without replacement, ascending. */
function chosen(truth: Uint16Array, size: number, random: Random): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < truth.length; i++) if (truth[i] !== NO_CLASS) rows.push(i);
  const take = Math.min(size, rows.length);
  for (let i = 0; i < take; i++) {
    const other = i + random.integer(rows.length - i);
    [rows[i], rows[other]] = [rows[other] as number, rows[i] as number];
  }
  return Int32Array.from(rows.slice(0, take)).sort();
}
