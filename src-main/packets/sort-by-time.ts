/**
 * The stable order of `times` from early to late as row numbers, or null when they are in order
 * already. A merge sort over the runs that are there: one pass for two files, not log2(n).
 */
export function timeOrder(times: Float64Array): Uint32Array | null {
  let bounds = runBounds(times);
  if (bounds.length <= 2) return null;
  let from = Uint32Array.from(times, (_, row) => row);
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
  return from;
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
