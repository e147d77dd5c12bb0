/**
 * Recurrent networks: a training step beside PyTorch, and packets labelled beside what the processor can do.
 * Rivals in turn and by processor time, so that a busy machine slows all of them alike.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { build } from 'vite';
import { root } from './build.mjs';
import { median } from './measure.mjs';

const ROUNDS = 5;
const STEPS = 10;
const shape = { columns: 39, ports: 0, embedding: 30, hidden: 64, directions: 2, classes: 12 };
const step = { ...shape, window: 100, batch: 64, dropout: 0.5, relu: true };
const packets = step.window * step.batch;
/** Of the matrices whose product shows what the processor can do. */
const SIDE = 1024;
const outDir = resolve(root, 'out/bench/training');

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  const rooms = await buildAll();
  print(
    'A BLSTM of 39 inputs, 64 units, 12 classes; windows of 100, batches of 64; one thread, ' +
      `${ROUNDS} rounds of ${STEPS} in turn, processor time`,
  );
  await training(rooms, print);
  await labelling(rooms, print);
}

async function training({ TrainingStep, Random }, print) {
  const ours = await TrainingStep.open(step);
  const random = new Random(1);
  fill(ours.batch.features, () => random.normal(0, 1));
  fill(ours.labels, () => random.integer(step.classes));
  fill(ours.weights, () => 1);
  fill(ours.banks.current.parameters, () => random.between(-0.1, 0.1));
  let taken = 0;
  const once = () => ours.run(1e-3, (taken += 1), random.fork(taken));
  await once();
  const python = pythonWithTorch();
  const [mine, theirs] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let i = 0; i < STEPS; i += 1) mine.push(await cpuSeconds(once));
    if (python !== null) theirs.push(...torchSteps(python));
  }
  await ours.release();
  print(`a step, dropout 0.5     HomeMole: ${milliseconds(mine)}`);
  if (python === null) return print('PyTorch: not installed (Debian: python3-torch)');
  print(`                        PyTorch:  ${milliseconds(theirs)}`);
  const ratio = (of) => (of(mine) / of(theirs)).toFixed(2);
  print(`HomeMole / PyTorch: least ${ratio(least)}, median ${ratio(median)}`);
}

async function labelling({ encodeRecurrent, parameterCount, openSession, product, Random }, print) {
  const random = new Random(2);
  const parameters = new Float32Array(parameterCount(shape));
  fill(parameters, () => random.between(-0.1, 0.1));
  const network = await openSession(encodeRecurrent(step, parameters, new Float32Array(0), {}));
  const features = new Float32Array(packets * shape.columns);
  fill(features, () => random.normal(0, 1));
  const lengths = (last) => [step.window, step.batch, last];
  const given = new Float32Array(packets * shape.classes);
  const label = () =>
    network.run(
      { features: new Tensor('float32', features, lengths(shape.columns)) },
      { probabilities: new Tensor('float32', given, lengths(shape.classes)) },
    );
  const peak = await openSession(product(SIDE));
  const square = () => new Float32Array(SIDE * SIDE).fill(0.5);
  const matrix = (numbers) => new Tensor('float32', numbers, [SIDE, SIDE]);
  const [a, b, c] = [matrix(square()), matrix(square()), matrix(square())];
  const multiply = () => peak.run({ a, b }, { c });
  const [labels, products] = [[], []];
  for (let round = 0; round < ROUNDS * STEPS; round += 1) {
    labels.push(await cpuSeconds(label));
    products.push(await cpuSeconds(multiply));
  }
  await network.release();
  await peak.release();
  const rate = packets / least(labels);
  const highest = (2 * SIDE ** 3) / least(products);
  const share = (rate * operations()) / highest;
  print(
    `labelling: ${Math.round(rate).toLocaleString('en-GB')} packets/s a core (median ` +
      `${Math.round(packets / median(labels)).toLocaleString('en-GB')}), ${(100 * share).toFixed(0)} % of ` +
      `${(highest / 1e9).toFixed(0)} GFLOP/s, the most that a product of ${SIDE} x ${SIDE} matrices reached`,
  );
}

/** Multiplications and additions of a packet's matrix products. */
function operations() {
  const { columns, hidden, directions, classes } = shape;
  return 2 * directions * ((columns + hidden) * 4 * hidden + hidden * classes);
}

async function buildAll() {
  const at = (path) => resolve(root, 'src-main', path);
  const input = {
    step: at('learning/recurrent/training-step.ts'),
    forward: at('learning/recurrent/forward-graph.ts'),
    network: at('learning/recurrent/network.ts'),
    builder: at('learning/network/graph-builder.ts'),
    random: at('contract/random.ts'),
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
  const rooms = Object.assign({}, ...(await Promise.all(Object.keys(input).map(load))));
  const openSession = (model) =>
    InferenceSession.create(model, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  const product = (side) => {
    const graph = new rooms.GraphBuilder();
    const inputs = ['a', 'b'].map((name) => graph.input(name, 'float32', [side, side]));
    graph.output(graph.node('MatMul', inputs, [side, side], { names: ['c'] }));
    return graph.model('product');
  };
  return { ...rooms, openSession, product };
}

const script = `
import sys, time, torch
window, batch, inputs, hidden, classes, steps = map(int, sys.argv[1:])
torch.set_num_threads(1)
lstm = torch.nn.LSTM(inputs, hidden, bidirectional=True)
layer, drop = torch.nn.Linear(2 * hidden, classes), torch.nn.Dropout(0.5)
adam = torch.optim.Adam([*lstm.parameters(), *layer.parameters()], 1e-3)
x, y = torch.randn(window, batch, inputs), torch.randint(0, classes, (window * batch,))
for step in range(steps + 3):
    start = time.process_time()
    adam.zero_grad()
    out = layer(drop(torch.relu(lstm(x)[0]))).reshape(-1, classes)
    torch.nn.functional.cross_entropy(out, y).backward()
    adam.step()
    if step >= 3: print(time.process_time() - start)
`;

function pythonWithTorch() {
  const works = (path) => spawnSync(path, ['-c', 'import torch']).status === 0;
  return ['python3', '/usr/bin/python3'].find(works) ?? null;
}

/** Seconds of each step. */
function torchSteps(python) {
  const numbers = [step.window, step.batch, shape.columns, shape.hidden, shape.classes, STEPS];
  const { stdout } = spawnSync(python, ['-c', script, ...numbers.map(String)], {
    encoding: 'utf8',
  });
  return stdout.trim().split('\n').map(Number);
}

/** Of this process, all its threads. */
async function cpuSeconds(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function fill(array, value) {
  for (let i = 0; i < array.length; i += 1) array[i] = value();
}

function least(values) {
  return Math.min(...values);
}

function milliseconds(values) {
  const text = (value) => (1000 * value).toFixed(1);
  return `least ${text(least(values))} ms, median ${text(median(values))} ms`;
}
