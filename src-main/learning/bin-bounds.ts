/**
 * The bounds between the bins of one column: ascending float32 numbers, at most `bins - 1` of them.
 * A value is in bin `b` when exactly `b` bounds are below it, so "bin <= b" says "value <= bound b".
 * Up to `bins` different values have a bin each, their bounds half way between neighbours; of more,
 * bins hold about as many rows each, and a value that fills a bin alone gets it alone.
 *
 * @param sorted values of the column, ascending and finite
 */
export function binBounds(sorted: Float32Array, bins: number): Float32Array {
  const { values, counts } = distinct(sorted);
  const bounds = new Float32Array(Math.min(values.length, bins) - 1);
  if (values.length <= bins) {
    for (let i = 0; i < bounds.length; i += 1) bounds[i] = between(values[i]!, values[i + 1]!);
    return bounds;
  }
  let cuts = 0;
  let inBin = 0;
  let left = sorted.length;
  for (let i = 0; i + 1 < values.length && cuts < bounds.length; i += 1) {
    inBin += counts[i]!;
    const fair = left / (bins - cuts);
    if (inBin >= fair || counts[i + 1]! >= fair) {
      bounds[cuts] = between(values[i]!, values[i + 1]!);
      cuts += 1;
      left -= inBin;
      inBin = 0;
    }
  }
  return bounds.slice(0, cuts);
}

/** The different values of an ascending array, and how often each occurs. */
function distinct(sorted: Float32Array): { values: Float32Array; counts: Int32Array } {
  const values = new Float32Array(sorted.length);
  const counts = new Int32Array(sorted.length);
  let size = 0;
  for (let i = 0; i < sorted.length; i += 1) {
    const value = sorted[i]!;
    if (size === 0 || values[size - 1] !== value) {
      values[size] = value;
      size += 1;
    }
    counts[size - 1]! += 1;
  }
  return { values: values.subarray(0, size), counts: counts.subarray(0, size) };
}

/** A float32 `b` with `low <= b < high`, half way where float32 has such a number. */
function between(low: number, high: number): number {
  const middle = Math.fround((low + high) / 2);
  return middle < high ? middle : low;
}
