import { HomeMoleError } from '../contract/errors';
import { checkpoint, type Job } from '../contract/job';
import type { FeatureMatrix } from '../contract/learning';
import { binMatrix } from './bin-matrix';
import type { BinnedMatrix } from './binned-matrix';
import { featuresTried, joinTrees, type Forest, type ForestOptions, type Tree } from './forest';
import { growInWorkers } from './forest-pool';
import { TreeGrower, type GrowOptions } from './grow-tree';

/**
 * Trains a random forest (Breiman 2001) on binned columns. Depends on the seed but not on the
 * number of threads; the matrix is neither changed nor kept.
 *
 * @param labels class of each row, 0 to `classCount - 1`
 * @throws HomeMoleError `cancelled` within 200 ms of a cancel when there is a worker, else between
 *   two trees; `too-few-packets` for a matrix without rows
 */
export async function trainForest(
  matrix: FeatureMatrix,
  labels: Uint16Array,
  classCount: number,
  options: ForestOptions,
  job: Job,
): Promise<Forest> {
  checkInput(matrix, labels, classCount, options);
  const data = await binMatrix(matrix, labels, classCount, options.bins ?? 255, job);
  const grow: GrowOptions = {
    trees: options.trees,
    minLeaf: Math.max(1, options.minLeaf),
    maxDepth: options.maxDepth,
    featuresPerSplit: featuresTried(options.featuresPerSplit, matrix.columns),
    seed: options.seed,
    sampleRows: options.sampleRows ?? matrix.rows,
  };
  const report = (done: number): void =>
    job.report({ stage: 'training', done, total: options.trees, unit: 'trees' });
  report(0);
  const trees =
    options.workerEntry === undefined
      ? await growHere(data, grow, job, report)
      : await growInWorkers(data, grow, options.workerEntry, options.threads, job, report);
  return joinTrees(trees, classCount, matrix.columns);
}

async function growHere(
  data: BinnedMatrix,
  options: GrowOptions,
  job: Job,
  report: (done: number) => void,
): Promise<Tree[]> {
  const grower = new TreeGrower(data, options);
  const trees: Tree[] = [];
  for (let tree = 0; tree < options.trees; tree += 1) {
    await checkpoint(job);
    trees.push(grower.grow(tree));
    report(tree + 1);
  }
  return trees;
}

function checkInput(
  matrix: FeatureMatrix,
  labels: Uint16Array,
  classCount: number,
  options: ForestOptions,
): void {
  const { rows, columns, values } = matrix;
  if (rows === 0) throw new HomeMoleError('too-few-packets', { packets: 0, needed: 1 });
  if (values.length !== rows * columns) throw new RangeError('values are not rows x columns');
  if (columns < 1 || columns > 32_767) throw new RangeError('columns must be 1 to 32767');
  if (labels.length !== rows) throw new RangeError('one label a row');
  if (labels.some((label) => label >= classCount)) throw new RangeError('label without a class');
  if (!(options.trees >= 1)) throw new RangeError('a forest has a tree');
  const bins = options.bins ?? 255;
  if (!(bins >= 2 && bins <= 256)) throw new RangeError('bins must be 2 to 256');
}
