import { HomeMoleError } from '../contract/errors';
import type { Hint } from '../contract/hints';
import { checkpoint, quietJob } from '../contract/job';
import type { Job } from '../contract/job';
import { packetColumns } from '../contract/packet-table';
import type { PacketColumn, PacketTable } from '../contract/packet-table';
import type { CaptureFile } from '../contract/results';
import { sizeOf } from './byte-source';
import { selectClear } from './clear-list';
import type { FrameTap } from './frame-tap';
import { HintCollector } from './hints/collector';
import { InternedLists } from './interned-lists';
import { mergeByTime } from './merge';
import type { FileRows } from './merge';
import { newChunk, readFile } from './read-file';
import { putInOrder, timeOrder } from './sort-by-time';
import { TableBuilder } from './table-builder';
import type { ShareRead } from './table-builder';

/** What the files were, and what the devices in them said of themselves. */
export interface ReadSummary {
  files: CaptureFile[];
  hints: Hint[];
}

/** Packets of all captures in order of time. */
export interface Captures extends ReadSummary {
  packets: PacketTable;
}

/** How captures are read. */
export interface ReadOptions {
  job?: Job;
  /** Packets that a capture recorded twice stay; by default they are left out, and counted. */
  keepCopies?: boolean;
  /**
   * Who is shown every frame of a file, by the file's place among the paths, in the order of that file. Files
   * are read by turns, a chunk each.
   */
  tapOf?: (file: number) => FrameTap;
}

/** Bytes of all the chunks together, and the least and the most of one. */
const CHUNKS_BYTES = 32 * 2 ** 20;
const LEAST_CHUNK = 2 ** 18;
const MOST_CHUNK = 2 ** 19;

/**
 * Reads pcap and pcapng files (plain, gzip or zstd), `-` being stdin, into one table in order of
 * time; packets of equal times keep the order of the files given. Memory is bounded by the columns
 * (49 bytes a packet) and the buffers, whatever the size of the files.
 *
 * Reports the stage `reading` in bytes over all files. Errors: see `readFile`; `usage` when stdin is
 * named twice. A whole capture of 0 packets is none.
 */
export async function readCaptures(
  paths: readonly string[],
  options: ReadOptions = {},
): Promise<Captures> {
  const { job = quietJob } = options;
  const run = await openAll(paths, options, paths.length === 1);
  const alone = run.sources[0];
  if (paths.length === 1 && alone) {
    // One file needs no merging: its rows stay where they were written.
    const files = [await toEnd(alone.rows)];
    return { packets: await inTimeOrder(alone.table.build(), job), files, hints: run.hints.all() };
  }
  const table = new TableBuilder(run.lists, run.share);
  const files = await mergeByTime(run.sources, (rows, from, to) => table.addRows(rows, from, to));
  return { packets: await inTimeOrder(table.build(), job), files, hints: run.hints.all() };
}

/**
 * Reads the same without keeping it: `take` is given the packets in batches, in order of time over
 * all files (a file whose own clock goes back stays as it is). A batch is good until `take` returns;
 * its lists of addresses are those of all batches and grow, so that an index stays what it was.
 * Memory is constant but for those lists.
 */
export async function readBatches(
  paths: readonly string[],
  take: (batch: PacketTable) => void | Promise<void>,
  options: ReadOptions = {},
): Promise<ReadSummary> {
  const run = await openAll(paths, options);
  const alone = run.sources[0];
  if (paths.length === 1 && alone) {
    for (let step = await alone.rows.next(); ; step = await alone.rows.next()) {
      for (const batch of alone.table.drain()) await take(batch);
      if (step.done) return { files: [step.value], hints: run.hints.all() };
    }
  }
  const merged = new TableBuilder(run.lists);
  const flush = async (): Promise<void> => {
    for (const batch of merged.drain()) await take(batch);
  };
  const files = await mergeByTime(
    run.sources,
    (rows, from, to) => merged.addRows(rows, from, to),
    () => (merged.rows >= BATCH_ROWS ? flush() : undefined),
  );
  await flush();
  return { files, hints: run.hints.all() };
}

/** Rows that a merged batch has at the least, but for the last. */
const BATCH_ROWS = 32_768;

interface Run {
  sources: FileRows[];
  lists: InternedLists;
  hints: HintCollector;
  /** How much of all files is read. */
  share: ShareRead;
}

/** @param keepsRows Whether the rows of a file stay in its builder until the end. */
async function openAll(
  paths: readonly string[],
  { job = quietJob, keepCopies = false, tapOf }: ReadOptions,
  keepsRows = false,
): Promise<Run> {
  if (paths.filter((path) => path === '-').length > 1) {
    throw new HomeMoleError('usage', { detail: 'Standard input (-) can be read only once.' });
  }
  const sizes = await Promise.all(paths.map(sizeOf));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const lists = new InternedLists();
  const hints = new HintCollector();
  const room = Math.max(LEAST_CHUNK, Math.min(MOST_CHUNK, CHUNKS_BYTES / paths.length));
  const done = paths.map(() => 0);
  const share = (): number => done.reduce((sum, bytes) => sum + bytes, 0) / total;
  const sources = paths.map((path, index): FileRows => {
    const table = new TableBuilder(lists, keepsRows ? share : undefined);
    const progress = (bytes: number): void => {
      done[index] = bytes;
      const sum = done.reduce((all, one) => all + one, 0);
      job.report({ stage: 'reading', subject: path, done: sum, total, unit: 'bytes' });
    };
    const tap = tapOf?.(index);
    const chunk = newChunk(room);
    const rows = readFile(path, { table, hints, chunk, job, keepCopies, tap, progress });
    return { table, rows };
  });
  return { sources, lists, hints, share };
}

async function toEnd(rows: FileRows['rows']): Promise<CaptureFile> {
  for (;;) {
    const step = await rows.next();
    if (step.done) return step.value;
  }
}

/** Sorts the rows by time in place, column by column, with eight more bytes a row. */
async function inTimeOrder(table: PacketTable, job: Job): Promise<PacketTable> {
  const order = timeOrder(table.time);
  if (!order) return table;
  for (const name of Object.keys(packetColumns) as PacketColumn[]) {
    await checkpoint(job);
    putInOrder(table[name], order);
  }
  return { ...table, clear: selectClear(table.clear, order.rows) };
}
