import { gzipSync } from 'node:zlib';
import { HomeMoleError } from '../../contract/errors';
import { packetColumns } from '../../contract/packet-table';
import type { PacketColumn, PacketTable } from '../../contract/packet-table';
import { Random } from '../../contract/random';
import { problemMessages } from '../../contract/messages';
import { LiveReader } from '../live-reader';
import { readBytes } from './captures';
import { changeBytes, mutated } from './mutate';
import { stored } from './zstd-frames';

/** A capture to damage. */
export interface Seed {
  name: string;
  file: Uint8Array;
}

/** What became of the damaged files. */
export interface Tally {
  read: number;
  refused: number;
  /** Packets of all files that could be read. */
  packets: number;
}

const columnNames = Object.keys(packetColumns) as PacketColumn[];
const packings = [
  'plain',
  'plain',
  'live',
  'gzip',
  'gzip-damaged',
  'zstd',
  'zstd-damaged',
] as const;

/**
 * Reads the damaged files number `from` to `to`: of each it must be said what is wrong, or its table
 * must be sound. The number and the seed make the file, so that a failure can be repeated alone.
 *
 * @throws Error that names the number of the file and what it did
 */
export async function fuzz(
  corpus: readonly Seed[],
  seed: number,
  from: number,
  to: number,
): Promise<Tally> {
  const tally = { read: 0, refused: 0, packets: 0 };
  for (let number = from; number < to; number += 1) {
    const random = new Random(seed).fork(number);
    const { name, file } = random.pick(corpus);
    const damaged = mutated(file, random.pick(corpus).file, random);
    const packing = random.pick(packings);
    try {
      const packets = await readAs(packing, damaged, random);
      if (packets === null) tally.refused += 1;
      else tally.read += 1;
      tally.packets += packets ?? 0;
    } catch (cause) {
      throw new Error(`file ${number} of seed ${seed} (${name}, ${packing})`, { cause });
    }
  }
  return tally;
}

/** Packets read, or null where it was said what is wrong. */
async function readAs(
  packing: (typeof packings)[number],
  file: Uint8Array,
  random: Random,
): Promise<number | null> {
  if (packing === 'live') return compareLive(file, random);
  let packed = file;
  if (packing.startsWith('gzip')) packed = Uint8Array.from(gzipSync(file, { level: 1 }));
  if (packing.startsWith('zstd')) packed = stored(file);
  if (packing.endsWith('damaged')) packed = changeBytes(packed, random);
  const step = 1 + random.integer(packed.length + 1);
  return (await soundTable(packed, step))?.count ?? null;
}

async function soundTable(file: Uint8Array, step: number): Promise<PacketTable | null> {
  try {
    const { packets, file: read } = await readBytes(file, { step, room: 1 << 14 });
    expectSound(packets, read.packets);
    return packets;
  } catch (error) {
    expectSentence(error);
    return null;
  }
}

/** The same rows come of a stream in pieces as of the file. */
async function compareLive(file: Uint8Array, random: Random): Promise<number | null> {
  const whole = await soundTable(file, file.length);
  const reader = new LiveReader('stream');
  const tables: PacketTable[] = [];
  try {
    for (let at = 0; at < file.length;) {
      const end = at + 1 + random.integer(random.uniform() < 0.5 ? 40 : 2000);
      reader.push(file.subarray(at, end));
      at = end;
      if (random.uniform() < 0.2) tables.push(reader.take());
    }
    tables.push(reader.take());
    reader.file();
  } catch (error) {
    expectSentence(error);
    if (whole === null) return null;
    throw new Error('a stream was refused that can be read as a file', { cause: error });
  }
  const count = tables.reduce((sum, table) => sum + table.count, 0);
  if (whole && count !== whole.count) throw new Error(`${count} rows live, ${whole.count} in all`);
  for (const name of whole ? columnNames : []) {
    const live = tables.flatMap((table) => [...table[name]]);
    const same = live.every((value, row) => Object.is(value, whole![name][row]));
    if (!same) throw new Error(`the column ${name} differs live`);
  }
  return whole?.count ?? null;
}

function expectSound(packets: PacketTable, count: number): void {
  const { macs, addresses, optionLists } = packets;
  if (packets.count !== count) throw new Error(`${packets.count} rows, ${count} packets`);
  for (const name of columnNames) {
    if (packets[name].length !== count) throw new Error(`${name} has ${packets[name].length} rows`);
  }
  for (let row = 0; row < count; row += 1) {
    const isSound =
      Number.isFinite(packets.time[row]) &&
      packets.sourceMac[row]! < macs.length &&
      packets.destinationMac[row]! < macs.length &&
      packets.sourceAddress[row]! < addresses.length &&
      packets.destinationAddress[row]! < addresses.length &&
      packets.optionKinds[row]! < optionLists.length;
    if (!isSound) throw new Error(`row ${row} is not sound`);
  }
}

/** Only what people can be told in words may be thrown. */
function expectSentence(error: unknown): void {
  if (!(error instanceof HomeMoleError)) throw error;
  if (!(error.problem.code in problemMessages)) throw error;
}
