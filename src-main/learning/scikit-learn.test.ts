import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import { forestPredict } from './predict';
import { overlappingClasses, rowsBetween } from './testing/synthetic';
import { trainForest } from './train-forest';

/** The same forest by scikit-learn: prints its accuracy and its number of nodes. */
const script = `
import sys, numpy
from sklearn.ensemble import RandomForestClassifier
folder, columns, seen, trees, leaf = sys.argv[1], *map(int, sys.argv[2:])
x = numpy.fromfile(folder + '/x', numpy.float32).reshape(-1, columns)
y = numpy.fromfile(folder + '/y', numpy.uint16)
m = RandomForestClassifier(trees, min_samples_leaf=leaf, max_depth=20, random_state=1)
m.fit(x[:seen], y[:seen])
print((m.predict(x[seen:]) == y[seen:]).mean(), sum(e.tree_.node_count for e in m.estimators_))
`;

const python = ['python3', '/usr/bin/python3'].find(
  (path) => spawnSync(path, ['-c', 'import sklearn']).status === 0,
);

it('is as accurate as scikit-learn, with trees as large', async ({ skip }) => {
  if (python === undefined) return skip('scikit-learn is not installed (Debian: python3-sklearn)');
  const [rows, seen, columns, classes, trees, minLeaf] = [9000, 5000, 30, 6, 30, 3];
  const all = overlappingClasses(rows, columns, classes, 8);
  const folder = mkdtempSync(join(tmpdir(), 'homemole-sklearn-'));
  writeFileSync(join(folder, 'x'), all.matrix.values);
  writeFileSync(join(folder, 'y'), all.labels);
  const args = [folder, columns, seen, trees, minLeaf].map(String);
  const { stdout } = spawnSync(python, ['-c', script, ...args], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const [theirAccuracy, theirNodes] = stdout.trim().split(' ').map(Number) as [number, number];

  const { matrix, labels } = rowsBetween(all, 0, seen);
  const options = { trees, minLeaf, maxDepth: 20, featuresPerSplit: 'sqrt', seed: 1 } as const;
  const forest = await trainForest(matrix, labels, classes, options, quietJob);
  const unseen = rowsBetween(all, seen, rows);
  const given = forestPredict(forest, unseen.matrix).label;
  const right = unseen.labels.filter((label, row) => label === given[row]).length;
  // Two forests of other seeds differ by less than this on 4,000 rows.
  expect(Math.abs(right / (rows - seen) - theirAccuracy)).toBeLessThan(0.02);
  expect(forest.feature.length / theirNodes).toBeGreaterThan(0.95);
  expect(forest.feature.length / theirNodes).toBeLessThan(1.05);
});
