/** Random forests: grown and asked, beside scikit-learn and onnxruntime on the same rows. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './build.mjs';
import { median, seconds } from './measure.mjs';

const TRAINED = Number(process.env.BENCH_ROWS ?? 200_000);
const ASKED = 50_000;
const COLUMNS = 60;
const CLASSES = 13;
/** Rounds in which ours and theirs take turns, and questions in each. */
const ROUNDS = 3;
const RUNS = 3;
const options = { trees: 100, minLeaf: 5, maxDepth: 20, featuresPerSplit: 'sqrt', seed: 1 };
const outDir = resolve(root, 'out/bench/forest');
const job = { signal: new AbortController().signal, report: () => undefined };

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  const rooms = await buildAll();
  const all = rooms.overlappingClasses(TRAINED + ASKED, COLUMNS, CLASSES, 1);
  const threads = availableParallelism();
  const rivals = {
    HomeMole: () => homeMole(rooms, all, threads),
    'scikit-learn': scikitLearn(all, threads),
  };
  print(
    `${TRAINED} rows x ${COLUMNS} columns, ${CLASSES} overlapping classes (made up), ` +
      `${options.trees} trees, at least ${options.minLeaf} rows in a leaf; grown by ${threads} threads`,
  );
  const runs = { HomeMole: [], 'scikit-learn': [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, work] of Object.entries(rivals)) {
      if (work !== null) runs[name].push(await work());
    }
  }
  const [{ nodes, bytes, loading, agree }] = runs.HomeMole;
  print(`${nodes} nodes, file of ${(bytes / 1e6).toFixed(1)} MB, read in ${loading.toFixed(0)} ms`);
  print(`onnxruntime gives the same labels: ${agree ? 'yes' : 'NO'}`);
  print(line('', 'training s', 'rows/s, 1 thread', `rows/s, ${threads}`, 'accuracy'));
  for (const [name, all] of Object.entries(runs)) {
    if (all.length === 0) print(`${name}: not installed (Debian: python3-sklearn)`);
    else print(line(name, ...figures(all)));
  }
  const runtime = (key) => thousands(ASKED / median(runs.HomeMole.map((one) => one[key])));
  print(line('onnxruntime', '', runtime('runtimeOne'), runtime('runtimeAll'), ''));
}

/** One round of ours, and of onnxruntime with our forest. */
async function homeMole(rooms, all, threads) {
  const { rowsBetween, trainForest, forestPredict, encodeForest, readForest, RuntimeForest } =
    rooms;
  const known = rowsBetween(all, 0, TRAINED);
  const asked = rowsBetween(all, TRAINED, TRAINED + ASKED);
  let forest;
  const training = await seconds(1, async () => {
    const settings = { ...options, workerEntry: join(outDir, 'worker.mjs') };
    forest = await trainForest(known.matrix, known.labels, CLASSES, settings, job);
  });
  const model = encodeForest(forest, { classes: [], vantage: 'napt', version: '' });
  const loading = await seconds(1, () => readForest(model, { columns: COLUMNS, classes: CLASSES }));
  const { label } = forestPredict(forest, asked.matrix);
  const one = await seconds(RUNS, () => forestPredict(forest, asked.matrix));
  const runtime = {};
  let agree = true;
  for (const [name, count] of Object.entries({ runtimeOne: 1, runtimeAll: threads })) {
    const session = await RuntimeForest.open(model, CLASSES, count);
    const given = await session.predict(asked.matrix);
    agree &&= given.label.every((own, row) => own === label[row]);
    runtime[name] = (await seconds(RUNS, () => session.predict(asked.matrix))).median;
    await session.release();
  }
  return {
    training: training.first,
    one: one.median,
    all: null,
    accuracy: asked.labels.filter((truth, row) => truth === label[row]).length / ASKED,
    nodes: forest.feature.length,
    bytes: model.length,
    loading: 1000 * loading.first,
    agree,
    ...runtime,
  };
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
for threads in (1, jobs):
    m.n_jobs = threads
    print(statistics.median(clock(lambda: m.predict_proba(x[known:])) for _ in range(runs)))
print((m.predict(x[known:]) == y[known:]).mean())
`;

/** What a round of it does; null where it is not installed. */
function scikitLearn(all, jobs) {
  const works = (path) => spawnSync(path, ['-c', 'import sklearn']).status === 0;
  const python = ['python3', '/usr/bin/python3'].find(works);
  if (python === undefined) return null;
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'homemole-bench-'));
    writeFileSync(join(folder, 'x'), all.matrix.values);
    writeFileSync(join(folder, 'y'), all.labels);
    const { trees, minLeaf, maxDepth } = options;
    const numbers = [COLUMNS, TRAINED, trees, minLeaf, maxDepth, jobs, RUNS].map(String);
    const args = ['-c', script, folder, ...numbers];
    const { stdout, status, stderr } = spawnSync(python, args, { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    if (status !== 0) throw new Error(`scikit-learn ended with ${status}: ${stderr}`);
    const [training, one, several, accuracy] = stdout.trim().split('\n').map(Number);
    return { training, one, all: several, accuracy };
  };
}

/** Medians of the rounds. */
function figures(rounds) {
  const middle = (key) => median(rounds.map((round) => round[key]));
  return [
    middle('training').toFixed(1),
    thousands(ASKED / middle('one')),
    rounds[0].all === null ? '' : thousands(ASKED / middle('all')),
    middle('accuracy').toFixed(4),
  ];
}

function thousands(number) {
  return Math.round(number).toLocaleString('en-GB');
}

function line(name, ...cells) {
  return name.padEnd(16) + cells.map((cell) => cell.padStart(18)).join('');
}
