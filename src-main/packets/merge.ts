import type { PacketTable } from '../contract/packet-table';
import type { CaptureFile } from '../contract/results';
import type { TableBuilder } from './table-builder';

/** A file that is being read: each step of `rows` adds some to `table`, the last tells what it was. */
export interface FileRows {
  readonly table: TableBuilder;
  readonly rows: AsyncGenerator<void, CaptureFile, void>;
}

/**
 * Merges files by time while they are read (k-way): `add` is given runs of rows of one file, each
 * run not later than the next row of any other; equal times keep the order of the files. Of each
 * file only what one step read is held. `added` is called between runs and awaited.
 */
export async function mergeByTime(
  sources: readonly FileRows[],
  add: (rows: PacketTable, from: number, to: number) => void,
  added: () => void | Promise<void> = () => undefined,
): Promise<CaptureFile[]> {
  const heads = sources.map((source) => new Head(source));
  try {
    for (const head of heads) await head.advance();
    let open = heads.filter((head) => head.rows !== null);
    while (open.length > 0) {
      const next = earliest(open);
      const limit = earliestOther(open, next);
      const from = next.at;
      next.passTo(limit, open.indexOf(next));
      add(next.rows as PacketTable, from, next.at);
      await added();
      if (next.at === (next.rows as PacketTable).count) {
        await next.advance();
        if (next.rows === null) open = open.filter((head) => head !== next);
      }
    }
  } finally {
    await Promise.all(heads.map((head) => head.close()));
  }
  return heads.map(({ file }) => file as CaptureFile);
}

/** The rows of one file that were read and not yet passed on. */
class Head {
  rows: PacketTable | null = null;
  at = 0;
  file: CaptureFile | null = null;
  private batches: Iterator<PacketTable> | null = null;

  constructor(private readonly source: FileRows) {}

  get time(): number {
    return (this.rows as PacketTable).time[this.at]!;
  }

  /** Goes on to rows that were not passed on yet; `rows` is null at the end of the file. */
  async advance(): Promise<void> {
    this.at = 0;
    for (;;) {
      const batch = this.batches?.next();
      if (batch && !batch.done) {
        this.rows = batch.value;
        return;
      }
      if (this.file) {
        this.rows = null;
        return;
      }
      const step = await this.source.rows.next();
      if (step.done) this.file = step.value;
      this.batches = this.source.table.drain();
    }
  }

  /** Moves `at` behind the rows that come before `limit`, at least behind one. */
  passTo(limit: { time: number; index: number }, index: number): void {
    const { count, time } = this.rows as PacketTable;
    const winsTies = index < limit.index;
    let at = this.at + 1;
    while (at < count && (time[at]! < limit.time || (winsTies && time[at] === limit.time))) at += 1;
    this.at = at;
  }

  async close(): Promise<void> {
    await this.source.rows.return(this.file as CaptureFile);
  }
}

function earliest(heads: readonly Head[]): Head {
  let best = heads[0]!;
  for (const head of heads) if (head.time < best.time) best = head;
  return best;
}

/** The earliest of the others, the first of them where several are. */
function earliestOther(heads: readonly Head[], but: Head): { time: number; index: number } {
  let time = Number.POSITIVE_INFINITY;
  let index = heads.length;
  heads.forEach((head, i) => {
    if (head === but || head.time >= time) return;
    time = head.time;
    index = i;
  });
  return { time, index };
}
