/** The view of every vantage: packets a second, and peak memory beside the columns that come of it. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildForNode } from './build.mjs';

const PACKETS = Number(process.env.BENCH_PACKETS ?? 1e6);
const ROUNDS = 5;
const script = resolve(import.meta.dirname, 'view-here.mjs');

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  const url = pathToFileURL(await buildForNode('vantage/index.ts', 'vantage')).href;
  const measure = (vantage) =>
    JSON.parse(
      execFileSync(
        process.execPath,
        ['--expose-gc', script, url, vantage, String(PACKETS), String(ROUNDS)],
        { encoding: 'utf8', maxBuffer: 1e6 },
      ),
    );
  const { vantages } = measure('');
  print(`${PACKETS.toLocaleString('en')} packets of a made-up home, a process for each vantage`);
  print(
    `processor time: the first, the least of ${ROUNDS}; copy: the same columns, copied in that process`,
  );
  print(
    [
      '',
      'outer',
      'first CPU s',
      'least CPU s',
      'packets/s',
      'copy CPU s',
      'columns MB',
      'peak MB',
      'peak/columns',
    ]
      .map((text, i) => (i === 0 ? text.padEnd(32) : text.padStart(13)))
      .join(''),
  );
  for (const vantage of vantages) {
    const { outer, seconds, copySeconds, columnBytes, peakBytes } = measure(vantage);
    const least = Math.min(...seconds);
    const cells = [
      outer.toLocaleString('en'),
      seconds[0].toFixed(3),
      least.toFixed(3),
      Math.round(PACKETS / least).toLocaleString('en'),
      copySeconds.toFixed(4),
      (columnBytes / 1e6).toFixed(1),
      (peakBytes / 1e6).toFixed(1),
      (peakBytes / columnBytes).toFixed(2),
    ];
    print([vantage.padEnd(32), ...cells.map((cell) => cell.padStart(13))].join(''));
  }
}
