import type { Job } from '../contract/job';
import type { Card } from '../contract/learning';
import { packetSequence, portRows, sequenceFeatureSet } from '../features';
import {
  encodeNetwork,
  ownOptions,
  paperOptions,
  type RecurrentOptions,
  trainNetwork,
} from '../learning';
import type { Adversary, TrainingChoice, TrainingPart } from './training-choice';

/**
 * Trains the paper's LSTM or BLSTM: a label for every packet of a window. Its network is the paper's; how
 * it learns is, too, where that was chosen, and else what gets more out of a quiet home.
 * @throws HomeMoleError `cancelled`; `output-unwritable` for the checkpoint
 */
export async function trainRecurrentAdversary(
  { view, labels, classes }: TrainingPart,
  choice: TrainingChoice & { model: 'lstm' | 'blstm' },
  job: Job,
): Promise<Adversary> {
  const features = sequenceFeatureSet(view);
  const options: RecurrentOptions = {
    ...optionsOf(choice),
    directions: choice.model === 'blstm' ? 2 : 1,
    seed: choice.seed,
  };
  const task = {
    sequence: await packetSequence(view, features, job),
    labels,
    classes: classes.length,
    ports: portRows(features),
    options,
    checkpoint: choice.checkpoint ?? null,
  };
  const trained = await trainNetwork(task, choice.workerEntry, job);
  const meta = { classes, vantage: view.vantage, version: '1' };
  const { points, keptEpoch, ended } = trained;
  return {
    onnx: encodeNetwork(task, trained, meta),
    classes,
    features,
    window: options.window,
    hyperparameters: numbersOf(options),
    training: { points: [...points], keptEpoch, ended, seconds: null },
  };
}

function optionsOf({ paper, window, epochs: asked, quick }: TrainingChoice) {
  const options = paper ? paperOptions : ownOptions;
  const wide = window ?? options.window;
  const all = asked ?? options.epochs;
  const epochs = quick ? Math.ceil(all / 3) : all;
  // Windows overlap by as much, however wide they are.
  const stride = Math.max(1, Math.round((wide * options.stride) / options.window));
  return { ...options, window: wide, stride, epochs, patience: epochs };
}

/** The settings as a card lists them; yes is 1. */
function numbersOf({ seed: _, ...options }: RecurrentOptions): Card['hyperparameters'] {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, Number(value)]));
}
