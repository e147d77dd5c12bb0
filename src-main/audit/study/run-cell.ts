import { HomeMoleError } from '../../contract/errors';
import type { Home } from '../../contract/home';
import type { Job } from '../../contract/job';
import { Random } from '../../contract/random';
import type { Score } from '../../contract/results';
import type { StudyModel } from '../../contract/study';
import {
  classesPresent,
  majoritiesOf,
  nearestLength,
  NO_CLASS,
  scoreOf,
  truthLabels,
} from '../../evaluation';
import { trainAdversary, type TrainingChoice } from '../adversary';
import { FEWEST_PACKETS } from '../options';
import { labelAll } from './label-all';
import type { Parts } from './splits';

/** Both parts with their labels; NO_CLASS is not learned from and not scored. */
export interface LabelledParts {
  readonly parts: Parts;
  /** Those of the part that is learned from. */
  readonly classes: readonly string[];
  readonly taught: Uint16Array;
  /** `classes`, then those that are met first when asked. */
  readonly labels: readonly string[];
  readonly truth: Uint16Array;
  readonly trainPackets: number;
  readonly testPackets: number;
}

/** @throws HomeMoleError `too-few-packets` when too little is left on either side of the split */
export function labelParts(home: Home, parts: Parts): LabelledParts {
  const { learn, ask } = parts;
  const classes = classesPresent(home, learn.devices);
  const asked = Int32Array.from(ask.flatMap(({ devices }) => [...devices]));
  const met = classesPresent(home, asked).filter((name) => !classes.includes(name));
  const labels = [...classes, ...met];
  const taught = truthLabels(home, learn.devices, classes);
  const truth = truthLabels(home, asked, labels);
  const trainPackets = countClassed(taught);
  const testPackets = countClassed(truth);
  if (trainPackets < FEWEST_PACKETS / 3 || testPackets < FEWEST_PACKETS / 10) {
    throw new HomeMoleError('too-few-packets', {
      packets: trainPackets + testPackets,
      needed: FEWEST_PACKETS,
    });
  }
  return { parts, classes, taught, labels, truth, trainPackets, testPackets };
}

/**
 * Trains an adversary on one part and scores it on the other.
 * @param permuted Whether it is taught the labels in another order.
 */
export async function runCell(
  { parts, classes, taught, labels, truth }: LabelledParts,
  model: StudyModel,
  permuted: boolean,
  choice: Omit<TrainingChoice, 'model' | 'paper'>,
  job: Job,
): Promise<Score> {
  const training = {
    view: parts.learn.view,
    labels: permuted ? permute(taught, choice.seed) : taught,
    classes,
  };
  const adversary = await trainAdversary(training, { ...choice, ...named(model) }, job);
  const views = parts.ask.map(({ view }) => view);
  const { label: given } = await labelAll(adversary, views, job, choice);
  job.report({ stage: 'evaluating', done: 1, total: 1, unit: 'steps' });
  const known = classes.length;
  return scoreOf({ labels, known, truth, given, ...majoritiesOf(taught, classes) });
}

/** How training calls a study's model. */
export function named(model: StudyModel): Pick<TrainingChoice, 'model' | 'paper'> {
  return model === 'paper-forest' ? { model: 'forest', paper: true } : { model };
}

/** What needs no adversary: always the commonest class, and the class of the nearest length. */
export function scoreBaselines({ parts, classes, taught, labels, truth }: LabelledParts): {
  majority: Score;
  nearestLength: Score;
} {
  const majorities = majoritiesOf(taught, classes);
  const commonest = classes.indexOf(majorities.majority);
  const score = (given: Uint16Array): Score =>
    scoreOf({ labels, known: classes.length, truth, given, ...majorities });
  return {
    majority: score(new Uint16Array(truth.length).fill(commonest)),
    nearestLength: score(
      Uint16Array.from(
        parts.ask.flatMap(({ view }) => [
          ...nearestLength(parts.learn.view, taught, view, commonest),
        ]),
      ),
    ),
  };
}

function countClassed(labels: Uint16Array): number {
  return labels.reduce((sum, label) => sum + (label === NO_CLASS ? 0 : 1), 0);
}

/** The labels that there are, each packet with that of another (Fisher and Yates). */
function permute(labels: Uint16Array, seed: number): Uint16Array {
  const random = new Random(seed).fork(1);
  const places: number[] = [];
  labels.forEach((label, i) => {
    if (label !== NO_CLASS) places.push(i);
  });
  const mixed = labels.slice();
  for (let last = places.length - 1; last > 0; last--) {
    const one = places[last] as number;
    const other = places[random.integer(last + 1)] as number;
    const label = mixed[one] as number;
    mixed[one] = mixed[other] as number;
    mixed[other] = label;
  }
  return mixed;
}
