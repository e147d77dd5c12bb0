import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Random } from '../../contract/random';
import { noise, openConvolution } from '../testing/convolution';
import type { StepShape } from './graphs';
import { parameterCount } from './network';
import { TrainingStep } from './training-step';

const numbers = z.array(z.number());
/** What testing/torch/convolution.py writes. */
const cases = z
  .array(
    z.object({
      head: z.enum(['classes', 'number']),
      batch: z.number(),
      bins: z.number(),
      channels: z.number(),
      labels: numbers,
      weights: numbers,
      found: numbers,
      loss: z.number(),
      sums: numbers,
      squares: numbers,
      gradients: numbers,
      after: z.object({ steps: z.number(), rate: z.number(), parameters: numbers }),
    }),
  )
  .parse(
    JSON.parse(
      readFileSync(resolve(import.meta.dirname, '../testing/torch/convolution.json'), 'utf8'),
    ),
  );

const every97th = (values: Float32Array): Float32Array => values.filter((_, i) => i % 97 === 0);

/** Largest difference of two lists. */
function apart(one: ArrayLike<number>, other: readonly number[]): number {
  expect(one.length).toBe(other.length);
  return Math.max(...other.map((value, i) => Math.abs(value - one[i]!)));
}

describe.each(cases.map((given) => [given.head, given] as const))(
  'a convolutional network that tells a %s',
  (_name, given) => {
    const shape: StepShape = {
      ...given,
      head: given.head === 'number' ? 'number' : { classes: 2 },
      dropout: 0.5,
    };
    const { batch, bins, channels } = shape;
    const features = Array.from({ length: batch * bins * channels }, (_, i) =>
      Math.max(0, noise(7 * i + 3)),
    );
    const mask = Array.from({ length: batch * 64 }, (_, i) => Number(noise(i + 9) > 0));
    const parameters = Float32Array.from({ length: parameterCount(shape) }, (_, i) => noise(i) / 8);

    it('has the loss and the gradients that PyTorch has', async () => {
      const network = await openConvolution(shape, { ...given, features, mask });
      const { loss, found, gradients } = await network.at(parameters);
      await network.release();
      expect(loss).toBeCloseTo(given.loss, 5);
      expect(apart(found, given.found)).toBeLessThan(1e-5);
      const flat = Float32Array.from(gradients.flatMap((part) => [...part]));
      expect(apart(every97th(flat), given.gradients)).toBeLessThan(1e-5);
      gradients.forEach((part, i) => {
        const squares = part.reduce((sum, value) => sum + value * value, 0);
        expect(squares / (given.squares[i]! || 1)).toBeCloseTo(Math.sign(given.squares[i]!), 4);
        const sum = part.reduce((total, value) => total + value, 0);
        expect(Math.abs(sum - given.sums[i]!)).toBeLessThan(2e-5 * Math.max(1, Math.abs(sum)));
      });
    });

    it('is after some steps of Adam where PyTorch is', async () => {
      const { after } = given;
      const step = await TrainingStep.open({ ...shape, dropout: 0 });
      step.features.set(features);
      step.labels.set(given.labels);
      step.weights.set(given.weights);
      step.banks.current.parameters.set(parameters);
      for (let i = 1; i <= after.steps; i++) await step.run(after.rate, i, new Random(1));
      const found = every97th(step.banks.current.parameters);
      await step.release();
      // Adam's first steps go by the sign of a gradient, which is chance where it is 0 but for rounding.
      const far = after.parameters.filter((value, i) => Math.abs(value - found[i]!) > 1e-4);
      expect(far.length).toBeLessThan(after.parameters.length / 100);
      expect(apart(every97th(parameters), after.parameters)).toBeGreaterThan(0.02);
    });
  },
);

it.each([{ head: { classes: 2 } }, { head: 'number' }] as const)(
  'slopes are those of the loss, $head',
  async ({ head }) => {
    const random = new Random(4);
    const shape: StepShape = { bins: 64, channels: 1, head, batch: 2, dropout: 0 };
    const weights = Float32Array.from({ length: parameterCount(shape) }, () =>
      random.normal(0, 0.25),
    );
    weights[weights.length - 1] = 4;
    const network = await openConvolution(shape, {
      features: Array.from({ length: 128 }, () => random.normal(0, 1)),
      labels: [1, 0],
      weights: [1, 2],
      mask: [],
    });
    const { gradients } = await network.at(weights);
    const flat = gradients.flatMap((part) => [...part]);
    // Along whole directions: a single weight moves the loss too little to be measured in float32.
    for (let direction = 0; direction < 8; direction++) {
      const way = flat.map((slope) => Math.sign(slope) * random.uniform());
      const lossWith = async (by: number): Promise<number> =>
        (await network.at(weights.map((value, i) => value + by * way[i]!))).loss;
      const h = 1e-5;
      const measured = ((await lossWith(h)) - (await lossWith(-h))) / (2 * h);
      const slope = way.reduce((sum, value, i) => sum + value * flat[i]!, 0);
      expect(slope).toBeGreaterThan(1);
      expect(Math.abs(measured / slope - 1)).toBeLessThan(0.02);
    }
    await network.release();
  },
);
