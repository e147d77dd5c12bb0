import { describe, expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import type { FeatureMatrix, Predictions } from '../contract/learning';
import {
  encodeForest,
  forestPredict,
  readForest,
  trainForest,
  type ForestOptions,
} from '../learning';
import { matrixOf, overlappingClasses, rowsBetween } from '../learning/testing/synthetic';
import { RuntimeForest } from './testing/onnx-runtime';

const options: ForestOptions = {
  trees: 30,
  minLeaf: 2,
  maxDepth: 20,
  featuresPerSplit: 'sqrt',
  seed: 1,
};

async function trained(classes = 5, more: Partial<ForestOptions> = {}) {
  const all = overlappingClasses(6000, 12, classes, 1);
  const { matrix, labels } = rowsBetween(all, 0, 3000);
  const forest = await trainForest(matrix, labels, classes, { ...options, ...more }, quietJob);
  const model = encodeForest(forest, { classes: [], vantage: 'napt', version: '1' });
  return { matrix: all.matrix, model, forest: readForest(model, { columns: 12, classes }) };
}

async function inRuntime(model: Uint8Array, classes: number, matrix: FeatureMatrix) {
  const runtime = await RuntimeForest.open(model, classes);
  try {
    return await runtime.predict(matrix);
  } finally {
    await runtime.release();
  }
}

function expectSame(given: Predictions, expected: Predictions): void {
  expect(given.label).toEqual(expected.label);
  let worst = 0;
  for (let i = 0; i < expected.probability.length; i += 1) {
    worst = Math.max(worst, Math.abs(given.probability[i]! - expected.probability[i]!));
  }
  expect(worst).toBeLessThan(1e-6);
}

/** What we make of our files is what another runtime makes of them. */
describe('a forest read from its file', () => {
  it('says of every row what onnxruntime says', async () => {
    for (const classes of [1, 2, 3, 5]) {
      for (const trees of [1, 2, 30]) {
        const { forest, matrix, model } = await trained(classes, { trees });
        expectSame(forestPredict(forest, matrix), await inRuntime(model, classes, matrix));
      }
    }
  });

  it('agrees on values that lie on a bound', async () => {
    const { forest, model } = await trained();
    const bounds = Array.from({ length: 12 }, (_, column) =>
      forest.threshold.filter((_, node) => forest.feature[node] === column),
    );
    const values = new Float32Array(12_000).map((_, i) => {
      const own = bounds[i % 12]!;
      return own[Math.floor(i / 12) % own.length]!;
    });
    const matrix = matrixOf(values, 12);
    expectSame(forestPredict(forest, matrix), await inRuntime(model, 5, matrix));
  });

  it('agrees where trees are single leaves', async () => {
    const { forest, matrix, model } = await trained(5, { minLeaf: 10_000 });
    expect(forest.feature.length).toBe(30);
    expectSame(forestPredict(forest, matrix), await inRuntime(model, 5, matrix));
  });
});
