import { HomeMoleError } from '../contract/errors';
import type { Job } from '../contract/job';
import type { FeatureSet, Predictions } from '../contract/learning';
import type { View } from '../contract/vantage';
import { computeFeatures, type FeaturePart, portRows } from '../features';
import { type Forest, labelRows, readForest } from '../learning';
import { LabelPool, type LabelThreads } from './label-pool';
import { labelSequence } from './label-sequence';
import { reweigh } from './reweigh';
import { SequenceClassifier } from './sequence-classifier';

/** A trained model: what `model.onnx` and its card say that labelling needs. */
export interface TrainedModel {
  readonly onnx: Uint8Array;
  readonly classes: readonly string[];
  readonly features: FeatureSet;
}

/**
 * A model ready to say whose each packet of a view is, whatever its kind: all that an audit, a live
 * capture or an explanation needs of one. Release it before its process ends.
 */
export interface PacketLabeller {
  readonly classes: readonly string[];
  /**
   * What it says of the packets of a part, a row each. Packets before the part are its context; of what
   * follows a packet it sees what the part lets it see.
   * @throws HomeMoleError `cancelled`; `model-malformed` when the model fails
   */
  label(view: View, part: FeaturePart, job: Job): Promise<Predictions>;
  release(): Promise<void>;
}

/**
 * @param folder Where the model lies, for the words of its problems.
 * @param threads Of forests alone: in which to label; in this one when left out. Networks have their own.
 * @throws HomeMoleError `model-malformed` when it is no model, or not one with these features and classes
 */
export async function openLabeller(
  model: TrainedModel,
  folder = '',
  threads: LabelThreads = {},
): Promise<PacketLabeller> {
  const { onnx, classes, features } = model;
  if (features.kind === 'sequence') {
    const network = await SequenceClassifier.fromBytes(onnx, {
      columns: features.columns.length,
      classes: classes.length,
      withPorts: portRows(features) > 0,
      folder,
    });
    return {
      classes,
      label: (view, part, job) => labelSequence(network, view, features, part, job),
      release: () => network.release(),
    };
  }
  const forest = forestOf(model, folder);
  const weights = features.kind === 'context' ? features.classWeights : [];
  const pool = threads.workerEntry ? new LabelPool({ forest, features, weights }, threads) : null;
  return {
    classes,
    async label(view, part, job) {
      if (pool?.isFor(part)) return pool.label(view, part, job);
      const matrix = await computeFeatures(view, features, job, part);
      return reweigh(await labelRows(forest, matrix, job), weights);
    },
    release: () => pool?.release() ?? Promise.resolve(),
  };
}

/** A forest's file is ONNX, which any runtime can ask; ours takes no other file. */
function forestOf({ onnx, classes, features }: TrainedModel, folder: string): Forest {
  const expect = { columns: features.columns.length, classes: classes.length };
  try {
    return readForest(onnx, expect);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new HomeMoleError('model-malformed', { folder, detail });
  }
}
