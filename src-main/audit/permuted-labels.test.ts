import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Home } from '../contract/home';
import { quietJob } from '../contract/job';
import { Random } from '../contract/random';
import type { Score } from '../contract/results';
import {
  classesPresent,
  devicesOf,
  majoritiesOf,
  scoreOf,
  splitByTime,
  truthLabels,
} from '../evaluation';
import { sliceView } from '../features';
import { viewHome } from '../vantage';
import { runAdversary, trainAdversary } from './adversary';
import { loadHome } from './load';

const resources = resolve(import.meta.dirname, '../../resources');
const at = (file: string): string => resolve(resources, 'sample-home', file);

/** If the truth of the test part leaked into features, an adversary taught nonsense would still know. */
describe('an adversary taught with permuted labels', () => {
  let home: Home;
  beforeAll(async () => {
    const captures = [at('capture.pcapng')];
    const input = { captures, labels: at('devices.csv'), resources, knownDevices: null };
    home = (await loadHome(input, quietJob)).home;
  });

  async function score(permute: boolean): Promise<Score> {
    const { view, origin } = viewHome(home, 'napt', 1);
    const { trainEnd, testStart } = splitByTime(view.time, 2 / 3);
    const devices = devicesOf(home, origin);
    const classes = classesPresent(home, devices.subarray(0, trainEnd));
    const labels = truthLabels(home, devices.subarray(0, trainEnd), classes);
    const adversary = await trainAdversary(
      { view: sliceView(view, 0, trainEnd), labels: permute ? permuted(labels) : labels, classes },
      { model: 'best', seed: 1, workerEntry: undefined },
      quietJob,
    );
    const tested = sliceView(view, testStart, view.count);
    const predictions = await runAdversary(adversary, tested, quietJob);
    return scoreOf({
      labels: classes,
      known: classes.length,
      truth: truthLabels(home, devices.subarray(testStart), classes),
      given: predictions.label,
      ...majoritiesOf(labels, classes),
    });
  }

  it('does no better than naming the commonest class', { timeout: 300_000 }, async () => {
    const { overallAccuracy, baselines } = await score(true);
    expect(overallAccuracy).toBeLessThan(baselines.majority + 0.05);
  });

  it('while one taught with the true labels does far better', { timeout: 300_000 }, async () => {
    const { overallAccuracy, baselines } = await score(false);
    expect(overallAccuracy).toBeGreaterThan(baselines.majority + 0.3);
  });
});

function permuted(labels: Uint16Array): Uint16Array {
  const random = new Random(5);
  const mixed = labels.slice();
  for (let i = mixed.length - 1; i > 0; i--) {
    const other = random.integer(i + 1);
    [mixed[i], mixed[other]] = [mixed[other]!, mixed[i]!];
  }
  return mixed;
}
