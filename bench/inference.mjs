/** Forests asked about a home's day, features and all: in this thread, and in one and two of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './build.mjs';
import { captures } from './measure.mjs';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const vantages = ['napt', 'openvpn-udp-aes-128-cbc-sha1'];
const outDir = resolve(root, 'out/bench/inference');
const workerEntry = join(outDir, 'worker.mjs');
const job = { signal: new AbortController().signal, report: () => undefined };

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  const rooms = await buildAll();
  const files = captures();
  const place = {
    labels: join(dirname(files[0]), 'devices.csv'),
    resources: resolve(root, 'resources'),
    knownDevices: null,
    outside: null,
    seed: 1,
  };
  const folder = mkdtempSync(join(tmpdir(), 'homemole-bench-'));
  try {
    for (const vantage of vantages) {
      const out = join(folder, vantage);
      const known = files.length > 1 ? files.slice(0, -1) : files;
      const training = { ...place, captures: known, vantage, model: 'best', out, workerEntry };
      await rooms.runTrain(training, job);
      const asked = { ...place, captures: files.slice(-1), vantage };
      const { view } = rooms.perceived((await rooms.loadView(asked, job)).seen);
      await measure(rooms, view, await rooms.loadModel(out), print);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure({ openLabeller }, view, { card, model: onnx }, print) {
  const { classes, features, vantage } = card;
  print(`\n${vantage}: ${view.count} packets, ${features.columns.length} columns`);
  const part = { from: 0, end: view.count, ahead: Number.POSITIVE_INFINITY };
  const least = new Map();
  let alone = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const threads of [0, 1, 2]) {
      const pool = threads === 0 ? {} : { workerEntry, threads, fewest: 0 };
      const labeller = await openLabeller({ onnx, classes, features }, '', pool);
      // Once before, for code that has run hot.
      await labeller.label(view, part, job);
      const [cpu, clock] = [process.cpuUsage(), performance.now()];
      const { probability } = await labeller.label(view, part, job);
      const seconds = (performance.now() - clock) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      await labeller.release();
      alone ??= probability;
      if (!Buffer.from(probability.buffer).equals(Buffer.from(alone.buffer))) print('NOT THE SAME');
      const before = least.get(threads) ?? { cpu: Infinity, seconds: Infinity };
      least.set(threads, {
        cpu: Math.min(before.cpu, (user + system) / 1e6),
        seconds: Math.min(before.seconds, seconds),
      });
    }
  }
  for (const [threads, { cpu, seconds }] of least) {
    const name = threads === 0 ? 'this thread' : `threads: ${threads}`;
    print(
      `${name.padEnd(12)} ${((1e6 * cpu) / view.count).toFixed(2)} us of processor time a packet, ` +
        `${rate(view.count / seconds)} packets/s by the clock`,
    );
  }
  const cores = availableParallelism();
  const limit = (cores * view.count) / least.get(0).cpu;
  print(`limit: ${rate(limit)} packets/s, ${cores} cores at the processor time of this thread`);
}

function rate(number) {
  return Math.round(number).toLocaleString('en-GB');
}

/** Builds what the section needs, onnxruntime left where it is installed. */
async function buildAll() {
  const at = (path) => resolve(root, 'src-main', path);
  const input = {
    worker: at('inference/worker-thread.ts'),
    train: at('audit/train.ts'),
    seen: at('audit/seen.ts'),
    inference: at('inference/index.ts'),
    vantage: at('contract/vantage.ts'),
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
    ssr: { noExternal: true, external: ['onnxruntime-node'] },
  });
  const load = (name) => import(pathToFileURL(join(outDir, `${name}.mjs`)).href);
  const names = Object.keys(input).filter((name) => name !== 'worker');
  return Object.assign({}, ...(await Promise.all(names.map(load))));
}
