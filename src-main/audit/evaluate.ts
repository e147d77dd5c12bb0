import { HomeMoleError } from '../contract/errors';
import type { Job } from '../contract/job';
import type { EvaluateResult } from '../contract/results';
import { perceived, type VantageName } from '../contract/vantage';
import { classesPresent, devicesOf, majoritiesOf, scoreOf, truthLabels } from '../evaluation';
import { loadModel } from '../inference';
import { viewHome } from '../vantage';
import { runAdversary } from './adversary';
import { type CaptureInput, loadHome } from './load';

export interface EvaluateOptions extends CaptureInput {
  /** Folder with `model.onnx` and `card.json`. */
  readonly model: string;
  /** Must be the model's own where given. */
  readonly vantage: VantageName | null;
  readonly seed: number;
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
  const { home, simulated } = await loadHome(options, job);
  const { view, origin } = perceived(viewHome(home, card.vantage, options.seed));
  const { classes, features } = card;
  const { predictions } = await runAdversary({ onnx, classes, features }, view, job, options.model);
  const devices = devicesOf(home, origin);
  const unknownTypes = classesPresent(home, devices).filter((name) => !classes.includes(name));
  const labels = [...classes, ...unknownTypes];
  const truth = truthLabels(home, devices, labels);
  return {
    vantage: card.vantage,
    model: card.model,
    simulated: simulated || card.data.simulated,
    unknownTypes,
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
