/** Labels while packets come: how many are given, and how long after their window, by speed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './build.mjs';
import { timed } from './whole-process.mjs';

const rates = [2000, 10_000, 50_000];
/** Seconds of each run: a trained adversary waits for ten of them. */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
const outDir = resolve(root, 'out/bench/live');
const here = resolve(import.meta.dirname, 'live-here.mjs');
const sample = {
  captures: [resolve(root, 'resources/sample-home/capture.pcapng')],
  labels: resolve(root, 'resources/sample-home/devices.csv'),
  resources: resolve(root, 'resources'),
  knownDevices: null,
};

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  await buildAll();
  const folder = mkdtempSync(join(tmpdir(), 'homemole-bench-'));
  print(
    `the sample home again and again, ${SECONDS} s each; delay: seconds from the end of a window ` +
      'to its label; CPU: of the process that audits and labels, in cores',
  );
  try {
    for (const vantage of ['napt', 'wireguard']) {
      const model = join(folder, vantage);
      await train(vantage, model);
      for (const adversary of [vantage, model]) {
        const how = adversary === model ? 'was trained before' : 'learns meanwhile';
        print(`\n${vantage}, an adversary that ${how}`);
        print(head());
        for (const rate of rates) {
          const args = [here, outDir, sample.captures[0], adversary, String(rate), String(SECONDS)];
          const { stdout } = timed(process.execPath, args, { keepOutput: true });
          print(line(rate, JSON.parse(stdout)));
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function train(vantage, out) {
  const { runTrain } = await import(pathToFileURL(join(outDir, 'train.mjs')).href);
  const workerEntry = join(outDir, 'worker.mjs');
  const job = { signal: new AbortController().signal, report: () => undefined };
  await runTrain({ ...sample, vantage, model: 'best', seed: 1, out, workerEntry }, job);
}

/** Builds what the section needs, onnxruntime left where it is installed. */
async function buildAll() {
  const at = (path) => resolve(root, 'src-main', path);
  const input = {
    worker: at('inference/worker-thread.ts'),
    train: at('audit/train.ts'),
    load: at('audit/load.ts'),
    audit: at('audit/live/live-audit.ts'),
    pace: at('engine/update-pace.ts'),
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
}

function head() {
  const names = ['packets/s', 'labelled/s', 'skipped', 'delay p50', 'p95', 'max', 'CPU'];
  return names.map((name) => name.padStart(12)).join('');
}

function line(rate, { labelled, skipped, seconds, delays, cpu }) {
  const cells = [
    rate.toLocaleString('en'),
    Math.round(labelled / seconds).toLocaleString('en'),
    `${((100 * skipped) / Math.max(1, labelled + skipped)).toFixed(1)} %`,
    ...delays.map((delay) => (delay === null ? '-' : `${delay.toFixed(2)} s`)),
    cpu.toFixed(2),
  ];
  return cells.map((cell) => cell.padStart(12)).join('');
}
