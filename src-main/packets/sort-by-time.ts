/** Rows from early to late, and as much memory again, for `putInOrder`. */
export interface TimeOrder {
  readonly rows: Uint32Array;
  readonly spare: Uint32Array;
}

/**
 * The stable order of `times` from early to late as row numbers, or null when they are in order
 * already. A merge sort over the runs that are there: one pass for two files, not log2(n).
 */
export function timeOrder(times: Float64Array): TimeOrder | null {
  let bounds = runBounds(times);
  if (bounds.length <= 2) return null;
  let from = new Uint32Array(times.length);
  for (let row = 0; row < from.length; row += 1) from[row] = row;
  let to = new Uint32Array(times.length);
  while (bounds.length > 2) {
    const merged = [0];
    for (let run = 0; run + 1 < bounds.length; run += 2) {
      const end = bounds[Math.min(run + 2, bounds.length - 1)]!;
      mergeRuns(times, from, to, bounds[run]!, bounds[run + 1]!, end);
      merged.push(end);
    }
    [from, to] = [to, from];
    bounds = merged;
  }
  return { rows: from, spare: to };
}

/** Where the runs that never fall begin, and the end of the last. */
function runBounds(times: Float64Array): number[] {
  const bounds = [0];
  for (let row = 1; row < times.length; row += 1) {
    if (times[row]! < times[row - 1]!) bounds.push(row);
  }
  if (times.length > 0) bounds.push(times.length);
  return bounds;
}

/** Merges the runs [start, middle) and [middle, end); the first one wins where times are equal. */
function mergeRuns(
  times: Float64Array,
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  middle: number,
  end: number,
): void {
  let left = start;
  let right = middle;
  for (let out = start; out < end; out += 1) {
    const takeRight = left >= middle || (right < end && times[from[right]!]! < times[from[left]!]!);
    to[out] = takeRight ? from[right++]! : from[left++]!;
  }
}

/** A column of numbers of 1, 2, 4 or 8 bytes. */
type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/**
 * Puts the rows of a column in an order that `timeOrder` gave, where they are. Numbers are moved as
 * words, of eight bytes as two, so that the spare memory is all it takes.
 */
export function putInOrder(column: Column, { rows, spare }: TimeOrder): void {
  const { buffer, byteOffset, length, BYTES_PER_ELEMENT: size } = column;
  if (size === 1) {
    gather(new Uint8Array(buffer, byteOffset, length), rows, new Uint8Array(spare.buffer));
  } else if (size === 2) {
    gather(new Uint16Array(buffer, byteOffset, length), rows, new Uint16Array(spare.buffer));
  } else {
    const words = size / 4;
    const all = new Uint32Array(buffer, byteOffset, length * words);
    for (let word = 0; word < words; word += 1) gatherWords(all, words, word, rows, spare);
  }
}

function gather<T extends Uint8Array | Uint16Array>(column: T, rows: Uint32Array, spare: T): void {
  for (let i = 0; i < rows.length; i += 1) spare[i] = column[rows[i]!]!;
  column.set(spare.subarray(0, rows.length));
}

/** Of rows of so many words, one word each. */
function gatherWords(
  all: Uint32Array,
  words: number,
  word: number,
  rows: Uint32Array,
  spare: Uint32Array,
): void {
  for (let i = 0; i < rows.length; i += 1) spare[i] = all[rows[i]! * words + word]!;
  for (let i = 0; i < rows.length; i += 1) all[i * words + word] = spare[i]!;
}
