/** Random forests: grown and asked, beside scikit-learn on the same rows. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './build.mjs';
import { seconds } from './measure.mjs';

const TRAINED = 100_000;
const ASKED = 50_000;
const COLUMNS = 60;
const CLASSES = 13;
const RUNS = 5;
const options = { trees: 60, minLeaf: 5, maxDepth: 20, featuresPerSplit: 'sqrt', seed: 1 };
const outDir = resolve(root, 'out/bench/forest');
const job = { signal: new AbortController().signal, report: () => undefined };

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  const {
    overlappingClasses,
    rowsBetween,
    trainForest,
    forestPredict,
    encodeForest,
    RuntimeForest,
  } = await buildAll();
  const all = overlappingClasses(TRAINED + ASKED, COLUMNS, CLASSES, 1);
  const known = rowsBetween(all, 0, TRAINED);
  const asked = rowsBetween(all, TRAINED, TRAINED + ASKED);
  const threads = availableParallelism();
  const workerEntry = join(outDir, 'worker.mjs');
  print(
    `${TRAINED} rows x ${COLUMNS} columns, ${CLASSES} overlapping classes (made up), ` +
      `${options.trees} trees, ${threads} threads; ${ASKED} other rows asked, medians of ${RUNS}`,
  );

  let forest;
  const training = await seconds(1, async () => {
    const { matrix, labels } = known;
    forest = await trainForest(matrix, labels, CLASSES, { ...options, workerEntry }, job);
  });
  const model = encodeForest(forest, { classes: [], vantage: 'napt', version: '' });
  print(`${forest.feature.length} nodes, model of ${(model.length / 1e6).toFixed(1)} MB`);
  let classifier;
  const loading = await seconds(1, async () => {
    classifier = await RuntimeForest.open(model, CLASSES, threads);
  });
  const { label } = await classifier.predict(asked.matrix);
  const onnx = await seconds(RUNS, () => classifier.predict(asked.matrix));
  const plain = await seconds(RUNS, () => forestPredict(forest, asked.matrix));
  await classifier.release();
  const right = asked.labels.filter((truth, row) => truth === label[row]).length / ASKED;

  print(line('', 'training s', 'rows x trees/s', 'asked rows/s', 'accuracy'));
  const ours = [training.first, onnx.median, right];
  print(line('HomeMole, onnxruntime', ...figures(...ours)));
  print(line('HomeMole, TypeScript', '', '', thousands(ASKED / plain.median), ''));
  const theirs = scikitLearn(all, threads);
  if (theirs === null) print('scikit-learn: not installed (Debian: python3-sklearn)');
  else print(line('scikit-learn', ...figures(...theirs)));
  print(`onnxruntime loads the model in ${(loading.first * 1000).toFixed(0)} ms`);
}

/** Builds what the section needs, onnxruntime left where it is installed. */
async function buildAll() {
  const at = (path) => resolve(root, 'src-main', path);
  const input = {
    worker: at('learning/forest-worker.ts'),
    learning: at('learning/index.ts'),
    synthetic: at('learning/testing/synthetic.ts'),
    runtime: at('inference/testing/onnx-runtime.ts'),
  };
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      minify: false,
      rolldownOptions: { input, output: { format: 'es', entryFileNames: '[name].mjs' } },
    },
  });
  const load = (name) => import(pathToFileURL(join(outDir, `${name}.mjs`)).href);
  const rooms = await Promise.all([load('learning'), load('synthetic'), load('runtime')]);
  return Object.assign({}, ...rooms);
}

const script = `
import sys, time, statistics, numpy
from sklearn.ensemble import RandomForestClassifier
folder, columns, known, trees, leaf, depth, jobs, runs = sys.argv[1], *map(int, sys.argv[2:])
x = numpy.fromfile(folder + '/x', numpy.float32).reshape(-1, columns)
y = numpy.fromfile(folder + '/y', numpy.uint16)
m = RandomForestClassifier(trees, min_samples_leaf=leaf, max_depth=depth, random_state=1, n_jobs=jobs)
def clock(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
print(clock(lambda: m.fit(x[:known], y[:known])))
print(statistics.median(clock(lambda: m.predict(x[known:])) for _ in range(runs)))
print((m.predict(x[known:]) == y[known:]).mean())
`;

/** Seconds of training, seconds of asking, accuracy; null where it is not installed. */
function scikitLearn(all, jobs) {
  const works = (path) => spawnSync(path, ['-c', 'import sklearn']).status === 0;
  const python = ['python3', '/usr/bin/python3'].find(works);
  if (python === undefined) return null;
  const folder = mkdtempSync(join(tmpdir(), 'homemole-bench-'));
  writeFileSync(join(folder, 'x'), all.matrix.values);
  writeFileSync(join(folder, 'y'), all.labels);
  const { trees, minLeaf, maxDepth } = options;
  const numbers = [COLUMNS, TRAINED, trees, minLeaf, maxDepth, jobs, RUNS].map(String);
  const { stdout } = spawnSync(python, ['-c', script, folder, ...numbers], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return stdout.trim().split('\n').map(Number);
}

function figures(training, asking, accuracy) {
  return [
    training.toFixed(1),
    thousands((TRAINED * options.trees) / training),
    thousands(ASKED / asking),
    accuracy.toFixed(4),
  ];
}

function thousands(number) {
  return Math.round(number).toLocaleString('en-GB');
}

function line(name, ...cells) {
  return name.padEnd(24) + cells.map((cell) => cell.padStart(16)).join('');
}
