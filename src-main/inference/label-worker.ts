import { parentPort, workerData } from 'node:worker_threads';
import { quietJob } from '../contract/job';
import type { View } from '../contract/vantage';
import { computeFeatures, type FeaturePart, type KindChains, linkSameKind } from '../features';
import { labelRows } from '../learning/predict';
import type { LabelledPart, LabelRequest, LabelWorkerData } from './label-pool';
import { reweigh } from './reweigh';

/** The worker thread of `LabelPool`: labels parts of the view that it was last given, until it is ended. */
const { forest, features, weights } = (workerData as LabelWorkerData).labelling;
let view: View | null = null;
let chains: KindChains | undefined;

parentPort!.on('message', (request: LabelRequest) => {
  if ('view' in request) {
    view = request.view;
    chains = features.kind === 'context' ? linkSameKind(view) : undefined;
    return;
  }
  // What goes wrong ends the thread, with the reason.
  void answer(request.part).then((labelled) =>
    parentPort!.postMessage(labelled, [labelled.label.buffer, labelled.probability.buffer]),
  );
});

async function answer(part: FeaturePart): Promise<LabelledPart> {
  const matrix = await computeFeatures(view as View, features, quietJob, part, chains);
  const { label, probability } = reweigh(await labelRows(forest, matrix, quietJob), weights);
  return {
    from: part.from,
    label: label as Uint16Array<ArrayBuffer>,
    probability: probability as Float32Array<ArrayBuffer>,
  };
}
