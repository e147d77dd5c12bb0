import { describe, expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import { encodeForest, trainForest } from '../learning';
import { overlappingClasses } from '../learning/testing/synthetic';
import { openLabeller } from './labeller';

const classes = ['a', 'b', 'c'];
const features = { kind: 'packet', ports: [], columns: ['x', 'y', 'z'] } as const;

async function model(): Promise<Uint8Array> {
  const { matrix, labels } = overlappingClasses(300, 3, 3, 1);
  const options = { trees: 3, minLeaf: 1, maxDepth: 9, featuresPerSplit: 'sqrt', seed: 1 } as const;
  const forest = await trainForest(matrix, labels, 3, options, quietJob);
  return encodeForest(forest, { classes, vantage: 'napt', version: '1' });
}

describe('openLabeller', () => {
  const refused = { problem: { code: 'model-malformed', params: { folder: 'here' } } };
  const open = (onnx: Uint8Array, names: readonly string[] = classes) =>
    openLabeller(
      {
        onnx,
        classes: names,
        features: { ...features, ports: [], columns: [...features.columns] },
      },
      'here',
    );

  it('refuses bytes that are no model', async () => {
    const onnx = await model();
    for (const bytes of [new Uint8Array(0), Buffer.from('no model'), onnx.slice(0, 1000)]) {
      await expect(open(bytes)).rejects.toMatchObject(refused);
    }
  });

  it('refuses a model of other classes than its card says', async () => {
    await expect(open(await model(), ['a', 'b'])).rejects.toMatchObject(refused);
    expect((await open(await model())).classes).toEqual(classes);
  });
});
