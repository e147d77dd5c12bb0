import { HomeMoleError } from '../contract/errors';
import type { Job } from '../contract/job';
import type { AdversaryModel, FeatureMatrix, Predictions } from '../contract/learning';
import type { View } from '../contract/vantage';
import { NO_CLASS } from '../evaluation';
import { computeFeatures, contextFeatureSet, packetFeatureSet, wholeOf } from '../features';
import { openLabeller, type TrainedModel } from '../inference';
import { encodeForest, trainForest } from '../learning';

/** A model and how packets become its inputs. */
export interface Adversary extends TrainedModel {
  readonly hyperparameters: Record<string, number>;
}

export interface TrainingPart {
  readonly view: View;
  /** Class of each packet of the view, indexes into `classes`; NO_CLASS is not learned from. */
  readonly labels: Uint16Array;
  readonly classes: readonly string[];
}

export interface TrainingChoice {
  readonly model: AdversaryModel;
  readonly seed: number;
  /** Script of the training workers; undefined trains in this thread. */
  readonly workerEntry: string | undefined;
  /** Seconds after each packet beyond which it sees nothing; absent: it sees all there is. */
  readonly ahead?: number;
  /** Training workers at the most; absent: as many as the machine has cores. */
  readonly threads?: number;
}

/** Settings of the two forests: the paper's baseline (100 trees) and the context forest. */
const forests = {
  forest: { trees: 100, minLeaf: 5, maxDepth: 20 },
  best: { trees: 80, minLeaf: 2, maxDepth: 32 },
} as const;

/**
 * Trains an adversary on the packets of one view.
 * @throws HomeMoleError `one-class-only` when there is nothing to tell apart; `cancelled`;
 *   `not-implemented` for models of later versions.
 */
export async function trainAdversary(
  part: TrainingPart,
  choice: TrainingChoice,
  job: Job,
): Promise<Adversary> {
  const { model } = choice;
  if (model !== 'forest' && model !== 'best') {
    throw new HomeMoleError('not-implemented', {
      what: `The model ${model}`,
      instead: 'Use --model forest or --model best.',
    });
  }
  if (part.classes.length < 2) {
    throw new HomeMoleError('one-class-only', { type: part.classes[0] ?? 'none' });
  }
  const features = model === 'best' ? contextFeatureSet(part.view) : packetFeatureSet(part.view);
  const { ahead = Number.POSITIVE_INFINITY } = choice;
  const packets = { from: 0, end: part.view.count, ahead };
  const all = await computeFeatures(part.view, features, job, packets);
  const { matrix, labels } = withoutControl(all, part.labels);
  const settings = forests[model];
  const forest = await trainForest(
    matrix,
    labels,
    part.classes.length,
    {
      ...settings,
      featuresPerSplit: 'sqrt',
      seed: choice.seed,
      workerEntry: choice.workerEntry,
      threads: choice.threads,
    },
    job,
  );
  const onnx = encodeForest(forest, {
    classes: part.classes,
    vantage: part.view.vantage,
    version: '1',
  });
  return { onnx, classes: part.classes, features, hyperparameters: { ...settings } };
}

/** Drops the rows without a class, in place: the matrix is large. */
function withoutControl(
  matrix: FeatureMatrix,
  labels: Uint16Array,
): { matrix: FeatureMatrix; labels: Uint16Array } {
  const { columns, values } = matrix;
  const kept = new Uint16Array(labels.length);
  let rows = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === NO_CLASS) continue;
    if (rows !== i) values.copyWithin(rows * columns, i * columns, (i + 1) * columns);
    kept[rows++] = labels[i] as number;
  }
  return {
    matrix: { ...matrix, rows, values: values.subarray(0, rows * columns) },
    labels: kept.subarray(0, rows),
  };
}

/**
 * What the adversary says of every packet of a view.
 * @param folder Where the model lies, for the words of its problems.
 */
export async function runAdversary(
  adversary: TrainedModel,
  view: View,
  job: Job,
  folder = '',
): Promise<Predictions> {
  const labeller = await openLabeller(adversary, folder);
  try {
    return await labeller.label(view, wholeOf(view), job);
  } finally {
    await labeller.release();
  }
}
