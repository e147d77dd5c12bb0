/**
 * Reads damaged captures, as many as asked: `npm run fuzz -- --files 100000 [--seed N] [--from N]`.
 * Ends with 1 at the first file that does what no file may: throw anything but a problem with a
 * sentence, give a table that is not sound, take more than 5 seconds, or 256 MB more memory. The
 * number it names makes the file again: `--from NUMBER --files 1`.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildForNode, root } from './build.mjs';

const STEP = 500;
const MOST_SECONDS = 5;
const MOST_MEMORY = 256 * 2 ** 20;

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    from: { type: 'string', default: '0' },
  },
});
const [files, seed, from] = [values.files, values.seed, values.from].map(Number);
const url = pathToFileURL(await buildForNode('packets/testing/index.ts', 'fuzz')).href;
const { corpus, fuzz } = await import(url);
const seeds = corpus(root);
console.log(`${files} files from number ${from}, seed ${seed}, of ${seeds.length} captures`);

const total = { read: 0, refused: 0, packets: 0, slowest: 0 };
let baseline = 0;
try {
  for (let at = from; at < from + files; at += 1) {
    const start = performance.now();
    const { read, refused, packets } = await fuzz(seeds, seed, at, at + 1);
    const seconds = (performance.now() - start) / 1000;
    total.read += read;
    total.refused += refused;
    total.packets += packets;
    total.slowest = Math.max(total.slowest, seconds);
    if (seconds > MOST_SECONDS) throw new Error(`file ${at} took ${seconds.toFixed(1)} s`);
    // What the program itself needs is there after the first few.
    if (at === from + STEP) baseline = peak();
    if (baseline > 0 && peak() > baseline + MOST_MEMORY) throw new Error(`memory at file ${at}`);
  }
} catch (error) {
  console.error(error);
  process.exit(1);
}
const grown = baseline > 0 ? `, memory grew by ${((peak() - baseline) / 1e6).toFixed(0)} MB` : '';
console.log(
  `${total.read} read (${total.packets} packets), ${total.refused} refused in words, ` +
    `the slowest in ${(total.slowest * 1000).toFixed(0)} ms${grown}`,
);

/** Peak of memory in bytes. */
function peak() {
  if (process.platform !== 'linux') return process.memoryUsage.rss();
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
}
