import { describe, expect, it } from 'vitest';
import { HomeMoleError } from '../contract/errors';
import { quietJob, type Job, type StageReport } from '../contract/job';
import { Random } from '../contract/random';
import type { Forest, ForestOptions } from './forest';
import { forestPredict } from './predict';
import { matrixOf, overlappingClasses, rowsBetween, type LabelledRows } from './testing/synthetic';
import { trainForest } from './train-forest';

const options: ForestOptions = {
  trees: 20,
  minLeaf: 1,
  maxDepth: 20,
  featuresPerSplit: 'sqrt',
  seed: 1,
};

const train = (data: LabelledRows, classes: number, more: Partial<ForestOptions> = {}) =>
  trainForest(data.matrix, data.labels, classes, { ...options, ...more }, quietJob);

function accuracy(forest: Forest, { matrix, labels }: LabelledRows): number {
  const given = forestPredict(forest, matrix).label;
  return labels.filter((label, row) => label === given[row]).length / labels.length;
}

/** Points of the square from -1 to 1 that keep 0.1 away from the axes, labelled by a function. */
function points(
  count: number,
  seed: number,
  label: (x: number, y: number) => number,
): LabelledRows {
  const random = new Random(seed);
  const away = (): number => (random.uniform() < 0.5 ? -1 : 1) * random.between(0.1, 1);
  const values = Float32Array.from({ length: 2 * count }, away);
  const labels = Uint16Array.from({ length: count }, (_, row) =>
    label(values[2 * row]!, values[2 * row + 1]!),
  );
  return { matrix: matrixOf(values, 2), labels };
}

describe('trainForest', () => {
  it('separates what can be separated, on rows it has not seen', async () => {
    const quarters = (x: number, y: number): number => (x > 0 ? 1 : 0) + (y > 0 ? 2 : 0);
    // 250 values a column: each has a bin, so the gap at 0 is never inside one.
    const forest = await train(points(250, 1, quarters), 4, { featuresPerSplit: 2 });
    expect(accuracy(forest, points(2000, 2, quarters))).toBe(1);
  });

  it('learns exclusive or, where the first decision alone tells nothing', async () => {
    const xor = (x: number, y: number): number => (x > 0 === y > 0 ? 0 : 1);
    const forest = await train(points(800, 3, xor), 2);
    expect(accuracy(forest, points(2000, 4, xor))).toBeGreaterThan(0.98);
  });

  it('does not lose a class that is one row in two hundred', async () => {
    const rare = (x: number, y: number): number => (x > 0.9 && y > 0.9 ? 1 : 0);
    const seen = points(20_000, 5, rare);
    expect(seen.labels.filter((label) => label === 1).length).toBeLessThan(100);
    const unseen = points(20_000, 6, rare);
    const given = forestPredict(await train(seen, 2, { minLeaf: 3 }), unseen.matrix).label;
    const rows = [...unseen.labels.keys()].filter((row) => unseen.labels[row] === 1);
    expect(rows.filter((row) => given[row] === 1).length / rows.length).toBeGreaterThan(0.9);
  });

  it('grows a tree whose only decision is the best one', async () => {
    // With enough rows the bootstrap cannot hide the step at 0.
    const step = points(500, 7, (x) => (x > 0 ? 1 : 0));
    const forest = await train(step, 2, { trees: 1, featuresPerSplit: 2 });
    expect([...forest.feature]).toEqual([0, -1, -1]);
    expect(Math.abs(forest.threshold[0]!)).toBeLessThan(0.11);
    expect([...forest.leafClass]).toEqual([0, 1]);
    expect([...forest.leafWeight]).toEqual([255, 255]);
  });

  it('keeps to depth and leaf size', async () => {
    const data = overlappingClasses(2000, 6, 3, 1);
    const depth = (forest: Forest, node: number): number =>
      forest.feature[node]! < 0
        ? 0
        : 1 + Math.max(depth(forest, node + 1), depth(forest, forest.right[node]!));
    const shallow = await train(data, 3, { maxDepth: 4 });
    for (let tree = 0; tree < shallow.trees; tree += 1) {
      expect(depth(shallow, shallow.roots[tree]!)).toBeLessThanOrEqual(4);
    }
    // Half of the rows in each leaf: at most one decision a tree, and none with more.
    const stumps = await train(data, 3, { minLeaf: 550 });
    expect(stumps.feature.length).toBeLessThanOrEqual(3 * stumps.trees);
    const leaves = await train(data, 3, { minLeaf: 2001 });
    expect(leaves.feature.length).toBe(leaves.trees);
  });

  it('gives every row probabilities that are 1 together', async () => {
    const data = overlappingClasses(3000, 8, 5, 2);
    for (const trees of [1, 3, 60]) {
      const forest = await train(rowsBetween(data, 0, 2000), 5, { trees });
      const { probability } = forestPredict(forest, data.matrix);
      for (let row = 0; row < 3000; row += 1) {
        let sum = 0;
        for (let label = 0; label < 5; label += 1) sum += probability[row * 5 + label]!;
        expect(sum).toBeCloseTo(1, 6);
      }
    }
  });

  it('gives the same forest for the same seed, and another for another', async () => {
    const data = overlappingClasses(1000, 6, 3, 3);
    const first = await train(data, 3);
    expect(await train(data, 3)).toEqual(first);
    expect(await train(data, 3, { seed: 2 })).not.toEqual(first);
  });

  it('gives a tree that does not depend on how many there are', async () => {
    const data = overlappingClasses(1000, 6, 3, 3);
    const [few, many] = [await train(data, 3, { trees: 2 }), await train(data, 3, { trees: 5 })];
    const end = few.roots[2]!;
    expect(many.threshold.slice(0, end)).toEqual(few.threshold);
  });

  it('leaves the matrix as it was', async () => {
    const data = overlappingClasses(500, 6, 3, 4);
    const before = data.matrix.values.slice();
    await train(data, 3);
    expect(data.matrix.values).toEqual(before);
  });

  it('reports each tree, and stops between two of them when cancelled', async () => {
    const data = overlappingClasses(500, 6, 3, 5);
    const reports: StageReport[] = [];
    const stop = new AbortController();
    const job: Job = {
      signal: stop.signal,
      report: (report) => {
        reports.push(report);
        if (report.done === 3) stop.abort();
      },
    };
    const training = trainForest(data.matrix, data.labels, 3, options, job);
    await expect(training).rejects.toThrow(new HomeMoleError('cancelled'));
    expect(reports.map((report) => report.done)).toEqual([0, 1, 2, 3]);
    expect(reports[0]).toEqual({ stage: 'training', done: 0, total: 20, unit: 'trees' });
  });

  it('refuses nonsense', async () => {
    const data = overlappingClasses(100, 6, 3, 6);
    const none = { matrix: matrixOf(new Float32Array(0), 6), labels: new Uint16Array(0) };
    await expect(train(none, 3)).rejects.toThrow(
      new HomeMoleError('too-few-packets', { packets: 0, needed: 1 }),
    );
    await expect(train(data, 2)).rejects.toThrow(RangeError);
    await expect(train(data, 3, { bins: 257 })).rejects.toThrow(RangeError);
    await expect(train(data, 3, { trees: 0 })).rejects.toThrow(RangeError);
    await expect(train({ ...data, labels: data.labels.subarray(1) }, 3)).rejects.toThrow(
      RangeError,
    );
  });
});
