import { expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import type { View } from '../contract/vantage';
import { Random } from '../contract/random';
import { runAdversary, trainAdversary } from './adversary';
import { NO_CLASS } from '../evaluation';
import { cardSchema } from '../contract/learning';

/** Two devices alike in all but their ports, of which there are many. */
function portView(count: number, seed: number): { view: View; labels: Uint16Array } {
  const random = new Random(seed);
  const labels = Uint16Array.from({ length: count }, () => random.integer(2));
  const view: View = {
    vantage: 'napt',
    count,
    time: Float64Array.from({ length: count }, (_, i) => i),
    length: new Uint32Array(count).fill(100),
    direction: new Uint8Array(count),
    serverPort: Uint16Array.from(labels, (label) => 1000 + 2 * random.integer(20) + label),
    protocols: new Uint8Array(count).fill(80),
  };
  return { view, labels };
}

it('the paper’s forest tells devices apart by ports that it knows by their components alone', async () => {
  const { view, labels } = portView(2000, 1);
  const choice = { model: 'forest', paper: true, seed: 1, workerEntry: undefined } as const;
  const adversary = await trainAdversary({ view, labels, classes: ['a', 'b'] }, choice, quietJob);
  const asked = portView(500, 2);
  const { label } = await runAdversary(adversary, asked.view, quietJob);
  const right = label.filter((one, i) => one === asked.labels[i]).length;
  expect(right / 500).toBeGreaterThan(0.95);
  expect(adversary.hyperparameters['portComponents']).toBe(39);
});

it('makes its components of the packets that it learns from alone', async () => {
  const { view, labels } = portView(400, 1);
  const taught = labels.map((label, i) => (i < 300 ? label : NO_CLASS));
  // A port that only the others have.
  view.serverPort?.fill(7, 300);
  const choice = { model: 'forest', paper: true, seed: 1, workerEntry: undefined } as const;
  const part = { view, labels: taught, classes: ['a', 'b'] };
  const { features } = await trainAdversary(part, choice, quietJob);
  const known = cardSchema.shape.features.parse(features);
  expect(known).toEqual(features);
  if (features.kind !== 'packet') throw new Error('not of single packets');
  expect(features.portComponents?.ports).not.toContain(7);
  expect(features.portComponents?.ports).toHaveLength(40);
});
