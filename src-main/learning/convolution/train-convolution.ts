import type { InferenceSession } from 'onnxruntime-node';
import { checkpoint, type Job } from '../../contract/job';
import type { TrainingPoint } from '../../contract/learning';
import { Random } from '../../contract/random';
import { openSession } from '../network/session';
import { askNetwork } from './ask';
import { validationGraph } from './graphs';
import { initialWeights } from './initial-weights';
import type { ConvolutionTask, TrainedConvolution } from './options';
import { fillBatch, scaleOf } from './sample-batch';
import { TrainingStep } from './training-step';

/**
 * Trains a convolutional network, one step at a time; the same task gives the same bytes. Steps run in a
 * thread of onnxruntime's own, so this one can be cancelled between two.
 * @throws HomeMoleError `cancelled`
 */
export async function trainConvolution(
  task: ConvolutionTask,
  job: Job,
): Promise<TrainedConvolution> {
  const { network, options } = task;
  const step = await TrainingStep.open({ ...network, ...options });
  const held = task.held.count > 0 ? await openSession(validationGraph(network)) : null;
  try {
    return await run(task, step, held, job);
  } finally {
    await step.release();
    await held?.release();
  }
}

async function run(
  task: ConvolutionTask,
  step: TrainingStep,
  held: InferenceSession | null,
  job: Job,
): Promise<TrainedConvolution> {
  const { network, learned, options } = task;
  const random = new Random(options.seed);
  initialWeights(network, random.fork(0), step.banks.current.parameters);
  const size = network.bins * network.channels;
  const scale = scaleOf(network);
  const order = Int32Array.from({ length: learned.count }, (_, sample) => sample);
  const stepsPerEpoch = Math.ceil(learned.count / options.batch);
  const total = stepsPerEpoch * options.epochs;
  const points: TrainingPoint[] = [];
  let best = { epoch: 0, loss: Infinity, parameters: step.banks.current.parameters.slice() };
  let taken = 0;
  for (let epoch = 1; epoch <= options.epochs; epoch += 1) {
    shuffle(order, random.fork(2 * epoch));
    const masks = random.fork(2 * epoch + 1);
    let sum = 0;
    for (let first = 0; first < learned.count; first += options.batch) {
      await checkpoint(job);
      const chosen = order.subarray(first, first + options.batch);
      fillBatch(learned, chosen, size, scale, step.features);
      chosen.forEach((sample, i) => (step.labels[i] = learned.truth[sample]!));
      step.weights.fill(1, 0, chosen.length).fill(0, chosen.length);
      taken += 1;
      sum += chosen.length * (await step.run(options.learningRate, taken, masks.fork(taken)));
      if (taken % stepsPerEpoch !== 0)
        job.report({ stage: 'training', done: taken, total, unit: 'steps' });
    }
    const { parameters } = step.banks.current;
    const measured = held && (await measure(task, held, parameters, job));
    const point = {
      epoch,
      loss: sum / learned.count,
      validationLoss: measured?.loss ?? null,
      validationAccuracy: measured?.accuracy ?? null,
    };
    points.push(point);
    const loss = measured?.loss ?? -epoch;
    if (loss < best.loss) best = { epoch, loss, parameters: parameters.slice() };
    job.report({ stage: 'training', done: taken, total, unit: 'steps', point });
    if (epoch - best.epoch >= options.patience) break;
  }
  return {
    parameters: best.parameters,
    points,
    keptEpoch: best.epoch,
    ended: points.length < options.epochs ? 'early' : 'epochs',
  };
}

function shuffle(order: Int32Array, random: Random): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const other = random.integer(i + 1);
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
}

/** Mean loss on what is held out: nats, or squared error; and the share of right classes, null for numbers. */
async function measure(
  { network, held }: ConvolutionTask,
  session: InferenceSession,
  parameters: Float32Array,
  job: Job,
): Promise<{ loss: number; accuracy: number | null }> {
  const found = await askNetwork(session, network, held, job, parameters);
  let loss = 0;
  let right = 0;
  if (network.head === 'number') {
    held.truth.forEach((number, i) => (loss += (number - found[i]!) ** 2));
    return { loss: loss / held.count, accuracy: null };
  }
  const { classes } = network.head;
  held.truth.forEach((label, i) => {
    const shares = found.subarray(i * classes, (i + 1) * classes);
    loss -= Math.log(Math.max(shares[label]!, 1e-30));
    if (shares.every((share) => share <= shares[label]!)) right += 1;
  });
  return { loss: loss / held.count, accuracy: right / held.count };
}
