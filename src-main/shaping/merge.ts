import { type Traffic, TrafficWriter } from './traffic';

/**
 * Several streams, each in time order, as one; of packets at the same time those of the earlier stream come
 * first. A heap of the streams' next packets.
 */
export function mergeTraffic(streams: readonly Traffic[]): Traffic {
  const runs = streams.filter(({ count }) => count > 0);
  const [only] = runs;
  if (only === undefined) return new TrafficWriter(1).take();
  if (runs.length === 1) return only;
  const merged = new TrafficWriter(runs.reduce((sum, { count }) => sum + count, 0));
  const heap = Int32Array.from(runs, (_, run) => run);
  const next = new Int32Array(runs.length);
  const due = Float64Array.from(runs, ({ time }) => time[0] as number);
  let size = runs.length;
  const sink = (start: number): void => {
    const run = heap[start] as number;
    let place = start;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size && isBefore(due, heap[child + 1] as number, heap[child] as number))
        child++;
      if (!isBefore(due, heap[child] as number, run)) break;
      heap[place] = heap[child] as number;
      place = child;
    }
    heap[place] = run;
  };
  for (let place = (size >> 1) - 1; place >= 0; place--) sink(place);
  while (size > 0) {
    const run = heap[0] as number;
    const from = runs[run] as Traffic;
    const row = next[run]!++;
    merged.copy(from, row, from.time[row] as number);
    if (row + 1 < from.count) due[run] = from.time[row + 1] as number;
    else heap[0] = heap[--size] as number;
    if (size > 0) sink(0);
  }
  return merged.take();
}

function isBefore(due: Float64Array, one: number, other: number): boolean {
  const difference = (due[one] as number) - (due[other] as number);
  return difference < 0 || (difference === 0 && one < other);
}
