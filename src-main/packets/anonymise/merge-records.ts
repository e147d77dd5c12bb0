import type { Records } from './records';

/** A capture that is being read: each step of `chunks` fills `records` afresh. */
export interface RecordSource {
  readonly records: Records;
  readonly chunks: AsyncGenerator<void, unknown, void>;
}

/**
 * Passes the frames of all captures on in order of time, while they are read; of each capture only a
 * chunk is held. Equal times keep the order of the captures, and the order within each stays.
 *
 * @param take told the capture's number and the row of the frame; a promise is awaited
 */
export async function mergeRecords(
  sources: readonly RecordSource[],
  take: (source: number, row: number) => void | Promise<void>,
): Promise<void> {
  const rows = sources.map(() => 0);
  const open = new Set<number>();
  for (const index of sources.keys()) if (await advance(index)) open.add(index);
  try {
    while (open.size > 0) {
      const next = earliest();
      const limit = earliestBut(next);
      const { records } = sources[next] as RecordSource;
      let row = rows[next]!;
      do {
        const pending = take(next, row);
        if (pending) await pending;
        row += 1;
      } while (row < records.count && records.time[row]! < limit);
      rows[next] = row;
      if (row === records.count && !(await advance(next))) open.delete(next);
    }
  } finally {
    await Promise.all(sources.map(({ chunks }) => chunks.return(undefined)));
  }

  /** Reads on until there is a frame; false at the end of the capture. */
  async function advance(index: number): Promise<boolean> {
    const { records, chunks } = sources[index] as RecordSource;
    rows[index] = 0;
    for (;;) {
      records.clear();
      const step = await chunks.next();
      if (step.done) return false;
      if (records.count > 0) return true;
    }
  }

  function timeOf(index: number): number {
    return (sources[index] as RecordSource).records.time[rows[index]!]!;
  }

  function earliest(): number {
    let best = -1;
    for (const index of open) if (best < 0 || timeOf(index) < timeOf(best)) best = index;
    return best;
  }

  function earliestBut(but: number): number {
    let time = Number.POSITIVE_INFINITY;
    for (const index of open) if (index !== but) time = Math.min(time, timeOf(index));
    return time;
  }
}
