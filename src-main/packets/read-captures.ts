import { HomeMoleError } from '../contract/errors';
import { checkpoint, quietJob } from '../contract/job';
import type { Job } from '../contract/job';
import { packetColumns } from '../contract/packet-table';
import type { PacketColumn, PacketTable } from '../contract/packet-table';
import type { CaptureFile } from '../contract/results';
import { sizeOf } from './byte-source';
import { newChunk, readFile } from './read-file';
import { timeOrder } from './sort-by-time';
import { selectColumn } from './table';
import { TableBuilder } from './table-builder';

/** Packets of all captures in order of time, and what each file was. */
export interface Captures {
  packets: PacketTable;
  files: CaptureFile[];
}

/**
 * Reads pcap and pcapng files (plain, gzip, or zstd where Node can), `-` being stdin, into one table
 * in order of time; packets of equal times keep the order of the files given. Memory is bounded by
 * the columns (49 bytes a packet) and one buffer, whatever the size of the files.
 *
 * Reports the stage `reading` in bytes over all files. Errors: see `readFile`; `usage` when stdin is
 * named twice. A whole capture of 0 packets is none.
 */
export async function readCaptures(
  paths: readonly string[],
  options: { job?: Job } = {},
): Promise<Captures> {
  const { job = quietJob } = options;
  if (paths.filter((path) => path === '-').length > 1) {
    throw new HomeMoleError('usage', { detail: 'Standard input (-) can be read only once.' });
  }
  const sizes = await Promise.all(paths.map(sizeOf));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const table = new TableBuilder();
  const chunk = newChunk();
  const files: CaptureFile[] = [];
  let before = 0;
  for (const [index, path] of paths.entries()) {
    const progress = (bytes: number): void =>
      job.report({ stage: 'reading', subject: path, done: before + bytes, total, unit: 'bytes' });
    files.push(await readFile(path, table, chunk, job, progress));
    before += sizes[index]!;
  }
  return { packets: await inTimeOrder(table.build(), job), files };
}

/** Sorts the rows by time in place, column by column, so that memory never holds all of them twice. */
async function inTimeOrder(table: PacketTable, job: Job): Promise<PacketTable> {
  const order = timeOrder(table.time);
  if (!order) return table;
  for (const name of Object.keys(packetColumns) as PacketColumn[]) {
    await checkpoint(job);
    Object.assign(table, { [name]: selectColumn(table, name, order) });
  }
  return table;
}
