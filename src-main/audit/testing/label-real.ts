import type { Home } from '../../contract/home';
import { quietJob } from '../../contract/job';
import type { AdversaryModel } from '../../contract/learning';
import type { Score } from '../../contract/results';
import type { ViewWithOrigin } from '../../contract/vantage';
import {
  classesPresent,
  devicesOf,
  majoritiesOf,
  scoreOf,
  splitByTime,
  truthLabels,
} from '../../evaluation';
import { sliceView } from '../../features';
import { type Adversary, runAdversary, trainAdversary } from '../adversary';

const SHARE = 2 / 3;

/**
 * Trains on the first two thirds of the simulated view, and labels what comes after in both views.
 * @param workerEntry As for training.
 */
export async function labelBoth(
  home: Home,
  simulated: ViewWithOrigin,
  real: ViewWithOrigin,
  model: AdversaryModel,
  workerEntry?: string,
): Promise<{ simulated: Score; real: Score }> {
  const split = splitByTime(simulated.view.time, SHARE);
  const trained = devicesOf(home, simulated.origin).subarray(0, split.trainEnd);
  const classes = classesPresent(home, trained);
  const labels = truthLabels(home, trained, classes);
  const view = sliceView(simulated.view, 0, split.trainEnd);
  const choice = { model, seed: 1, workerEntry };
  const adversary = await trainAdversary({ view, labels, classes }, choice, quietJob);
  const ask = (seen: ViewWithOrigin): Promise<Score> =>
    label(adversary, home, seen, split.testStartTime, labels);
  return { simulated: await ask(simulated), real: await ask(real) };
}

async function label(
  adversary: Adversary,
  home: Home,
  { view, origin }: ViewWithOrigin,
  from: number,
  learned: Uint16Array,
): Promise<Score> {
  const start = view.time.findIndex((time) => time >= from);
  const predictions = await runAdversary(adversary, sliceView(view, start, view.count), quietJob);
  const { classes } = adversary;
  const devices = devicesOf(home, origin).subarray(start);
  const unseen = classesPresent(home, devices).filter((name) => !classes.includes(name));
  const labels = [...classes, ...unseen];
  return scoreOf({
    labels,
    known: classes.length,
    truth: truthLabels(home, devices, labels),
    given: predictions.label,
    ...majoritiesOf(learned, classes),
  });
}
