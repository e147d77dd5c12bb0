import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { HomeMoleError } from '../contract/errors';
import { quietJob, type Job } from '../contract/job';
import type { Predictions } from '../contract/learning';
import { encodeForest, forestPredict, trainForest, type ForestOptions } from '../learning';
import { matrixOf, overlappingClasses, rowsBetween } from '../learning/testing/synthetic';
import { Classifier } from './classifier';

const options: ForestOptions = {
  trees: 30,
  minLeaf: 2,
  maxDepth: 20,
  featuresPerSplit: 'sqrt',
  seed: 1,
};
const meta = { classes: ['a', 'b', 'c', 'd', 'e'], vantage: 'napt', version: '0.1.0' };

async function trained(classes = 5, more: Partial<ForestOptions> = {}) {
  const all = overlappingClasses(6000, 12, classes, 1);
  const { matrix, labels } = rowsBetween(all, 0, 3000);
  const forest = await trainForest(matrix, labels, classes, { ...options, ...more }, quietJob);
  return { forest, matrix: all.matrix, model: encodeForest(forest, meta) };
}

async function classify(
  model: Uint8Array,
  classes: number,
  matrix = matrixOf(new Float32Array(12), 12),
) {
  const classifier = await Classifier.fromBytes(model, { columns: 12, classes });
  try {
    return await classifier.predict(matrix);
  } finally {
    await classifier.release();
  }
}

function expectSame(given: Predictions, expected: Predictions): void {
  expect(given.label).toEqual(expected.label);
  expect(given.rows).toBe(expected.rows);
  expect(given.classes).toBe(expected.classes);
  let worst = 0;
  for (let i = 0; i < expected.probability.length; i += 1) {
    worst = Math.max(worst, Math.abs(given.probability[i]! - expected.probability[i]!));
  }
  expect(worst).toBeLessThan(1e-5);
}

describe('Classifier', () => {
  it('says of every row what the forest says', async () => {
    for (const classes of [1, 2, 3, 5]) {
      for (const trees of [1, 2, 30]) {
        const { forest, matrix, model } = await trained(classes, { trees });
        expectSame(await classify(model, classes, matrix), forestPredict(forest, matrix));
      }
    }
  });

  it('agrees with the forest on values that lie on a bound', async () => {
    const { forest, model } = await trained();
    const bounds = Array.from({ length: 12 }, (_, column) =>
      forest.threshold.filter((_, node) => forest.feature[node] === column),
    );
    const values = new Float32Array(12_000).map((_, i) => {
      const own = bounds[i % 12]!;
      return own[Math.floor(i / 12) % own.length]!;
    });
    const matrix = matrixOf(values, 12);
    expectSame(await classify(model, 5, matrix), forestPredict(forest, matrix));
  });

  it('runs a forest of trees that are single leaves', async () => {
    const { forest, matrix, model } = await trained(5, { minLeaf: 10_000 });
    expect(forest.feature.length).toBe(30);
    expectSame(await classify(model, 5, matrix), forestPredict(forest, matrix));
  });

  it('classifies no rows, one row, and more than a batch', async () => {
    const { forest, matrix, model } = await trained();
    for (const rows of [0, 1, 4096, 4097]) {
      const part = { ...matrix, rows, values: matrix.values.subarray(0, rows * 12) };
      expectSame(await classify(model, 5, part), forestPredict(forest, part));
    }
  });

  it('runs models that other tools can run by the names of their inputs and outputs', async () => {
    const { model } = await trained();
    const session = await InferenceSession.create(model);
    const features = new Tensor('float32', new Float32Array(24), [2, 12]);
    const { label, probabilities } = await session.run({ features });
    expect(label!.dims).toEqual([2]);
    expect(probabilities!.dims).toEqual([2, 5]);
    await session.release();
  });

  it('refuses bytes that are no model', async () => {
    const broken = (await trained()).model.slice(0, 5000);
    for (const bytes of [new Uint8Array(0), new TextEncoder().encode('no model'), broken]) {
      const loading = Classifier.fromBytes(bytes, { columns: 12, classes: 5, folder: 'here' });
      await expect(loading).rejects.toMatchObject({
        problem: { code: 'model-malformed', params: { folder: 'here' } },
      });
    }
  });

  it('refuses a model of another shape', async () => {
    const { model } = await trained();
    const detail = async (columns: number, classes: number): Promise<unknown> => {
      const error: unknown = await Classifier.fromBytes(model, { columns, classes }).catch(
        (e) => e,
      );
      expect(error).toBeInstanceOf(HomeMoleError);
      return (error as HomeMoleError).problem.params['detail'];
    };
    expect(await detail(13, 5)).toBe('input features is float32 [N, 12], not float32 [N, 13]');
    expect(await detail(12, 4)).toBe('output probabilities is float32 [N, 5], not float32 [N, 4]');
  });

  it('refuses a matrix of another width', async () => {
    const { model } = await trained();
    await expect(classify(model, 5, matrixOf(new Float32Array(26), 13))).rejects.toThrow(
      RangeError,
    );
  });

  it('stops between two batches when cancelled, and works on', async () => {
    const { matrix, model } = await trained();
    const classifier = await Classifier.fromBytes(model, { columns: 12, classes: 5 });
    const stop = new AbortController();
    const seen: number[] = [];
    const job: Job = {
      signal: stop.signal,
      report: (report) => {
        seen.push(report.done);
        stop.abort();
      },
    };
    await expect(classifier.predict(matrix, job)).rejects.toThrow(new HomeMoleError('cancelled'));
    expect(seen).toEqual([4096]);
    expect((await classifier.predict(matrix)).rows).toBe(6000);
    await classifier.release();
  });

  it('finishes what runs before it lets the model go', async () => {
    const { matrix, model } = await trained();
    const classifier = await Classifier.fromBytes(model, { columns: 12, classes: 5 });
    const running = classifier.predict(matrix);
    await classifier.release();
    expect((await running).rows).toBe(6000);
  });
});
