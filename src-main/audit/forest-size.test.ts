import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import { classesPresent, devicesOf, truthLabels } from '../evaluation';
import { sliceView } from '../features';
import { readForest } from '../learning';
import { viewHome } from '../vantage';
import { trainAdversary, type TrainingChoice } from './adversary';
import { loadHome } from './load';

const resources = resolve(import.meta.dirname, '../../resources');
const at = (file: string): string => resolve(resources, 'sample-home', file);

it('a forest is as large as was asked for', async () => {
  const captures = [at('capture.pcapng')];
  const input = { captures, labels: at('devices.csv'), resources, knownDevices: null };
  const { home } = await loadHome(input, quietJob);
  const { view, origin } = viewHome(home, 'napt', 1);
  const count = 4000;
  const devices = devicesOf(home, origin).subarray(0, count);
  const classes = classesPresent(home, devices);
  const labels = truthLabels(home, devices, classes);
  const train = async (more: Partial<TrainingChoice>) => {
    const choice = { model: 'forest', seed: 1, workerEntry: undefined, ...more } as const;
    const part = { view: sliceView(view, 0, count), labels, classes };
    const { onnx, features, hyperparameters } = await trainAdversary(part, choice, quietJob);
    const shape = { columns: features.columns.length, classes: classes.length };
    return { forest: readForest(onnx, shape), hyperparameters };
  };
  const few = await train({ trees: 3 });
  expect(few.forest.trees).toBe(3);
  expect(few.hyperparameters).toMatchObject({ trees: 3, minLeaf: 5 });
  const coarse = await train({ trees: 3, minLeaf: 200 });
  expect(coarse.hyperparameters).toMatchObject({ trees: 3, minLeaf: 200 });
  // Of 4,000 rows a bootstrap has about 2,530 different ones: twelve leaves a tree at the most.
  expect(coarse.forest.feature.filter((column) => column < 0).length).toBeLessThanOrEqual(3 * 13);
  expect(few.forest.feature.length).toBeGreaterThan(coarse.forest.feature.length);
  const asTheModel = await train({ trees: null, minLeaf: null });
  expect(asTheModel.forest.trees).toBe(100);
});
