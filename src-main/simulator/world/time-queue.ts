/** A packet that waits for its moment. */
export interface Emission {
  /** Writes the frame into `buffer` and gives its length in bytes. Called once, in time order. */
  build(buffer: Uint8Array, time: number): number;
}

export type Task = (time: number) => void;

interface Entry {
  time: number;
  order: number;
  what: Emission | Task;
}

/**
 * What is still to happen, earliest first; things of one moment in the order they were planned
 * (a binary heap on time and order of insertion). Times are seconds since the start.
 */
export class TimeQueue {
  private readonly heap: Entry[] = [];
  private inserted = 0;

  get size(): number {
    return this.heap.length;
  }

  push(time: number, what: Emission | Task): void {
    const entry = { time, order: this.inserted, what };
    this.inserted += 1;
    const heap = this.heap;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entry, heap[parent] as Entry)) break;
      heap[at] = heap[parent] as Entry;
      at = parent;
    }
    heap[at] = entry;
  }

  pop(): { time: number; what: Emission | Task } | undefined {
    const heap = this.heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Entry, heap[child] as Entry)) {
        child += 1;
      }
      if (!isBefore(heap[child] as Entry, last)) break;
      heap[at] = heap[child] as Entry;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
