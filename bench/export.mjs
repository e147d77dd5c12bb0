/** What captures become: Parquet, an anonymised copy, a view; rows a second, memory, bytes a row. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildForNode, root } from './build.mjs';
import { captures, median } from './measure.mjs';

const RUNS = 3;

/** Runs one operation of the engine and tells what it cost; a process of its own, for its memory. */
const one = `
  import { readFileSync } from 'node:fs';
  const [url, what, out, resources, ...captures] = process.argv.slice(1);
  const engine = await import(url);
  const place = { resources, workerEntry: undefined, knownDevices: null };
  const hooks = { signal: new AbortController().signal, progress: () => undefined };
  const input = { captures, labels: null };
  const start = performance.now();
  let packets = 0;
  if (what === 'inspect') ({ packets } = await engine.inspect(input, place, hooks));
  if (what === 'parquet') ({ packets } = await engine.exportPackets(input, out, place, hooks));
  if (what === 'anonymise') ({ packets } = await engine.anonymiseFiles(captures, out, { seed: null }, hooks));
  if (what === 'view') {
    const view = { ...input, vantage: 'napt', seed: 1, write: out };
    ({ summary: { packets } } = await engine.view(view, place, hooks));
  }
  const seconds = (performance.now() - start) / 1000;
  const peak = Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
  console.log(JSON.stringify({ packets, seconds, peak }));
`;

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  const url = pathToFileURL(await buildForNode('engine/index.ts', 'exports')).href;
  const files = captures();
  const size = files.reduce((sum, file) => sum + statSync(file).size, 0);
  print(`${files.map((file) => basename(file)).join(', ')}: ${(size / 1e6).toFixed(1)} MB on disk`);
  print(`medians of ${RUNS} runs, each a process of its own; memory is its peak`);
  const folder = mkdtempSync(join(tmpdir(), 'homemole-bench-'));
  print(row('', 'packets', 'seconds', 'packets/s', 'peak MB', 'bytes/packet', 's/GB'));
  try {
    for (const what of ['inspect', 'parquet', 'anonymise', 'view']) {
      const out = join(folder, what === 'parquet' ? 'p.parquet' : 'p.pcapng');
      const all = Array.from({ length: RUNS }, () => runOne(url, what, out, files));
      const seconds = median(all.map((each) => each.seconds));
      const [{ packets }] = all;
      const written = what === 'inspect' ? null : statSync(out).size / packets;
      const rate = Math.round(packets / seconds).toLocaleString('en');
      const peak = Math.max(...all.map((each) => each.peak)).toFixed(0);
      const perGb = (seconds / (size / 1e9)).toFixed(1);
      print(row(what, packets, seconds.toFixed(2), rate, peak, written?.toFixed(1) ?? '-', perGb));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runOne(url, what, out, files) {
  const args = [
    '--input-type=module',
    '-e',
    one,
    url,
    what,
    out,
    resolve(root, 'resources'),
    ...files,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${what}: ${stderr}`);
  return JSON.parse(stdout);
}

function row(name, ...cells) {
  return name.padEnd(12) + cells.map((cell) => String(cell).padStart(13)).join('');
}
