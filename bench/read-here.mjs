/**
 * Reads captures in a process of its own and prints what it cost, as JSON:
 * `node read-here.mjs BUNDLE columns|batches RUNS FILE...`.
 */
import { existsSync, readFileSync } from 'node:fs';

const [url, how, runs, ...files] = process.argv.slice(2);
const { readCaptures, readBatches } = await import(url);
const result = { packets: 0, columnsMB: 0, peakMB: 0, runs: [] };

for (let run = 0; run < Number(runs); run += 1) {
  const start = performance.now();
  const before = process.cpuUsage();
  await (how === 'batches' ? batches() : columns());
  const { user, system } = process.cpuUsage(before);
  result.runs.push({ wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 });
}
result.peakMB = peak();
console.log(JSON.stringify(result));

async function columns() {
  const { packets } = await readCaptures(files);
  result.packets = packets.count;
  const bytes = Object.values(packets).map((column) => column.byteLength ?? 0);
  result.columnsMB = bytes.reduce((sum, size) => sum + size, 0) / 1e6;
}

async function batches() {
  result.packets = 0;
  await readBatches(files, ({ count }) => void (result.packets += count));
}

/** The most memory that the process ever had, in MB. */
function peak() {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const kib = /VmHWM:\s+(\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return (Number(kib) * 1024) / 1e6;
}
