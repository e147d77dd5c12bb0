import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Random } from '../../contract/random';
import { type Batch, openGradients } from '../testing/gradients';
import { parameterCount } from './network';
import type { StepShape } from './step-graph';
import { TrainingStep } from './training-step';

const numbers = z.array(z.number());
/** What testing/torch/gradients.py writes. */
const cases = z
  .array(
    z.object({
      directions: z.union([z.literal(1), z.literal(2)]),
      window: z.number(),
      batch: z.number(),
      columns: z.number(),
      ports: z.number(),
      embedding: z.number(),
      hidden: z.number(),
      classes: z.number(),
      features: numbers,
      portRows: numbers,
      labels: numbers,
      weights: numbers,
      mask: numbers,
      parameters: numbers,
      table: numbers,
      loss: z.number(),
      gradients: numbers,
      tableGradients: numbers,
      after: z.object({ steps: z.number(), rate: z.number(), parameters: numbers, table: numbers }),
    }),
  )
  .parse(
    JSON.parse(
      readFileSync(resolve(import.meta.dirname, '../testing/torch/gradients.json'), 'utf8'),
    ),
  );

const shapeOf = (given: (typeof cases)[number]): StepShape => ({
  ...given,
  dropout: 0.5,
  relu: true,
});

/** Largest difference of two lists. */
function apart(one: ArrayLike<number>, other: readonly number[]): number {
  expect(one.length).toBe(other.length);
  return Math.max(...other.map((value, i) => Math.abs(value - one[i]!)));
}

function summed(embedded: Float32Array, ports: readonly number[], rows: number, width: number) {
  const sums = new Array<number>(rows * width).fill(0);
  ports.forEach((row, packet) => {
    for (let i = 0; i < width; i++) sums[row * width + i]! += embedded[packet * width + i]!;
  });
  return sums;
}

describe.each(cases.map((given) => [given.directions === 2 ? 'BLSTM' : 'LSTM', given] as const))(
  'a %s',
  (_name, given) => {
    it('has the loss and the gradients that PyTorch has', async () => {
      const network = await openGradients(shapeOf(given), given);
      const found = await network.at(
        Float32Array.from(given.parameters),
        Float32Array.from(given.table),
      );
      await network.release();
      expect(found.loss).toBeCloseTo(given.loss, 6);
      expect(apart(found.gradients, given.gradients)).toBeLessThan(1e-6);
      const { portRows, ports, embedding } = given;
      const table = summed(found.embedded, portRows, ports, embedding);
      expect(apart(table, given.tableGradients)).toBeLessThan(1e-6);
      expect(Math.max(...given.gradients.map(Math.abs))).toBeGreaterThan(0.05);
    });

    it('is after some steps of Adam where PyTorch is', async () => {
      const { after, features, portRows, labels, weights, parameters, table } = given;
      const step = await TrainingStep.open({ ...shapeOf(given), dropout: 0 });
      step.batch.features.set(features);
      step.batch.ports.set(portRows);
      step.labels.set(labels);
      step.weights.set(weights);
      step.banks.current.parameters.set(parameters);
      step.embedding.bank.parameters.set(table);
      for (let i = 1; i <= after.steps; i++) await step.run(after.rate, i, new Random(1));
      expect(apart(step.banks.current.parameters, after.parameters)).toBeLessThan(1e-5);
      expect(apart(step.embedding.bank.parameters, after.table)).toBeLessThan(1e-5);
      expect(apart(Float32Array.from(parameters), after.parameters)).toBeGreaterThan(0.02);
      await step.release();
    });
  },
);

it.each([1, 2] as const)('slopes are those of the loss, %s direction(s)', async (directions) => {
  const random = new Random(directions);
  const shape: StepShape = {
    directions,
    window: 6,
    batch: 2,
    columns: 3,
    ports: 0,
    embedding: 0,
    hidden: 4,
    classes: 3,
    dropout: 0,
    relu: false,
  };
  const packets = shape.window * shape.batch;
  const draw = (count: number, from: () => number) => Array.from({ length: count }, from);
  const batch: Batch = {
    features: draw(packets * shape.columns, () => random.normal(0, 1)),
    labels: draw(packets, () => random.integer(shape.classes)),
    weights: draw(packets, () => random.uniform()),
    portRows: [],
    mask: [],
  };
  const weights = Float32Array.from(draw(parameterCount(shape), () => random.normal(0, 0.5)));
  const none = new Float32Array(0);
  const network = await openGradients(shape, batch);
  const { gradients } = await network.at(weights, none);
  const h = 1e-2;
  const lossWith = async (index: number, by: number): Promise<number> => {
    const moved = weights.slice();
    moved[index]! += by;
    return (await network.at(moved, none)).loss;
  };
  for (let i = 0; i < weights.length; i++) {
    // Richardson: the error of the central difference falls with the fourth power of h.
    const wide = ((await lossWith(i, h)) - (await lossWith(i, -h))) / (2 * h);
    const wider = ((await lossWith(i, 2 * h)) - (await lossWith(i, -2 * h))) / (4 * h);
    expect(Math.abs((4 * wide - wider) / 3 - gradients[i]!)).toBeLessThan(2e-5);
  }
  await network.release();
});
