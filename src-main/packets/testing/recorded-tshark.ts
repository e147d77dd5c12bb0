import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CoreRow } from './compare';

/**
 * What tshark told of a file when it was last asked: digests alone, so that a file that reads as then
 * need not be shown to tshark again, which takes a second to start.
 */
interface Recorded {
  /** SHA-256 of the file. */
  file: string;
  /** SHA-256 of tshark's rows, as `digestOf` writes them. */
  rows: string;
  /** Wireshark's number of each frame's link type, in order: `number x times`. */
  encapsulations: string;
}

const path = resolve(import.meta.dirname, 'recorded-tshark.txt');

/** By the SHA-256 of the file. */
const recorded = new Map<string, Recorded>(
  existsSync(path) ? lines().map((one) => [one.file, one]) : [],
);

function lines(): Recorded[] {
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return rows.map((line) => {
    const [file = '', rows = '', encapsulations = ''] = line.split(' ');
    return { file, rows, encapsulations };
  });
}

/** SHA-256 of rows: times in whole microseconds, all else as it is. */
export function digestOf(rows: readonly CoreRow[]): string {
  const hash = createHash('sha256');
  for (const { time, length, addresses, ports } of rows)
    hash.update(`${Math.round(time * 1e6)} ${length} ${addresses} ${ports}\n`);
  return hash.digest('hex').slice(0, 32);
}

/** SHA-256 of a file. */
export function digestOfFile(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 32);
}

/** What tshark told of a file of this digest, or undefined where it was never asked. */
export function recordedOf(file: string): { rows: string; encapsulations: string[] } | undefined {
  const one = recorded.get(file);
  if (one === undefined) return undefined;
  const runs = one.encapsulations === '-' ? [] : one.encapsulations.split(',');
  const encapsulations = runs.flatMap((run) => {
    const [number = '', times = '1'] = run.split('x');
    return Array.from({ length: Number(times) }, () => number);
  });
  return { rows: one.rows, encapsulations };
}

/** Keeps what tshark told just now; `save` writes it. */
export function record(
  file: string,
  rows: readonly CoreRow[],
  encapsulations: readonly string[],
): void {
  const runs: { number: string; times: number }[] = [];
  for (const number of encapsulations) {
    const last = runs.at(-1);
    if (last?.number === number) last.times += 1;
    else runs.push({ number, times: 1 });
  }
  const text = runs.map(({ number, times }) => `${number}x${times}`).join(',');
  recorded.set(file, { file, rows: digestOf(rows), encapsulations: text || '-' });
}

/** Writes all that is recorded, for the repository. `version` is tshark's own. */
export function save(version: string): void {
  const head = [
    `# What ${version} tells of the development captures, as digests (see recorded-tshark.ts): of the file,`,
    '# of its rows, and the link types of its frames. Written by RECORD_TSHARK=1 npx vitest run tshark-all.',
  ];
  const rows = [...recorded.values()].map((one) => `${one.file} ${one.rows} ${one.encapsulations}`);
  writeFileSync(path, `${[...head, ...rows.sort()].join('\n')}\n`);
}
