import { HomeMoleError, problemOf } from '../contract/errors';
import type { Job } from '../contract/job';
import type { Card, Predictions } from '../contract/learning';
import type { EvaluateResult } from '../contract/results';
import { perceived, type VantageName, type View } from '../contract/vantage';
import {
  classesPresent,
  devicesOf,
  judgePresence,
  majoritiesOf,
  scoreCalibration,
  scoreOf,
  truthLabels,
  withTemperature,
} from '../evaluation';
import { loadModel } from '../inference';
import { runAdversary } from './adversary';
import { type LoadedView, loadView, type ViewInput } from './seen';

/** `vantage` must be the model's own where given. */
export interface EvaluateOptions extends ViewInput {
  /** Folder with `model.onnx` and `card.json`. */
  readonly model: string;
  /** Script of the worker threads; this one labels where it is absent. */
  readonly workerEntry?: string | undefined;
}

/**
 * Tests a trained adversary on other captures.
 * @throws HomeMoleError `model-wrong-vantage`, those of loading the model and the captures,
 *   `no-internet-packets`.
 */
export async function runEvaluate(options: EvaluateOptions, job: Job): Promise<EvaluateResult> {
  const { card, model: onnx } = await loadModel(options.model);
  if (options.vantage !== null && options.vantage !== card.vantage) {
    throw new HomeMoleError('model-wrong-vantage', {
      trained: card.vantage,
      asked: options.vantage,
    });
  }
  const { loaded, seen, simulated } = await loadFor(card.vantage, options, job);
  const { home } = loaded;
  const { view, origin } = perceived(seen);
  const { classes, features, calibration } = card;
  const { model: folder, workerEntry } = options;
  const predictions = await runAdversary({ onnx, classes, features }, view, job, {
    folder,
    workerEntry,
  });
  const devices = devicesOf(home, origin);
  const unknownTypes = classesPresent(home, devices).filter((name) => !classes.includes(name));
  const labels = [...classes, ...unknownTypes];
  const truth = truthLabels(home, devices, labels);
  return {
    vantage: card.vantage,
    model: card.model,
    simulated: simulated || card.data.simulated,
    unknownTypes,
    ...readDevices(calibration, predictions, { view, truth, labels }),
    ...scoreOf({
      labels,
      truth,
      given: predictions.label,
      known: classes.length,
      // The training packets are not at hand: the commonest classes here make harder baselines.
      ...majoritiesOf(truth, labels),
    }),
  };
}

/** What the model's card makes of its answers. */
function readDevices(
  calibration: Card['calibration'],
  raw: Predictions,
  { view, truth, labels }: { view: View; truth: Uint16Array; labels: readonly string[] },
): Pick<EvaluateResult, 'calibration' | 'presence'> {
  if (calibration === null) return { calibration: null, presence: [] };
  const predictions = withTemperature(raw, calibration.temperature);
  const test = { time: view.time, truth, predictions, labels };
  return {
    calibration: scoreCalibration(calibration, raw, predictions, truth, labels),
    presence: judgePresence(test, view.length, calibration.types),
  };
}

/** The view that the model is for; captures outside that show another are a mistake. */
export async function loadFor(
  trained: VantageName,
  options: EvaluateOptions,
  job: Job,
): Promise<LoadedView> {
  try {
    return await loadView({ ...options, vantage: trained }, job);
  } catch (error) {
    const { code, params } = problemOf(error);
    if (code !== 'sides-vantage') throw error;
    throw new HomeMoleError('model-wrong-vantage', { trained, asked: params['vantage'] ?? '' });
  }
}
