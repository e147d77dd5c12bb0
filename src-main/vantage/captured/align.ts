/** Candidates of one packet that are looked at; the nearest in time. */
const MOST_CANDIDATES = 256;
const PAIR = 1;
const SKIP_OUTER = 2;

/**
 * Pairs two ascending lists of times one to one, in their order, so that the pairs are many and close:
 * each pair counts for as much as it is nearer than `reach`.
 * @param inner when packets are expected; @param outer when packets came, in seconds
 * @returns For each of `inner` the index in `outer`, or -1.
 */
export function alignInTime(inner: Float64Array, outer: Float64Array, reach: number): Int32Array {
  const partner = new Int32Array(inner.length).fill(-1);
  const low = new Int32Array(inner.length);
  const high = new Int32Array(inner.length);
  const cellsAt = new Float64Array(inner.length + 1);
  let from = 0;
  let to = 0;
  let middle = 0;
  for (let i = 0; i < inner.length; i += 1) {
    const expected = inner[i]!;
    while (from < outer.length && outer[from]! < expected - reach) from += 1;
    if (to < from) to = from;
    while (to < outer.length && outer[to]! <= expected + reach) to += 1;
    if (middle < from) middle = from;
    while (middle < to && outer[middle]! < expected) middle += 1;
    // Bounds never go back, so that a row needs the one before alone.
    low[i] = Math.max(from, middle - MOST_CANDIDATES / 2);
    high[i] = Math.min(to, middle + MOST_CANDIDATES / 2);
    cellsAt[i + 1] = cellsAt[i]! + (high[i]! - low[i]!);
  }
  const steps = new Uint8Array(cellsAt[inner.length]!);
  gain(inner, outer, reach, { low, high, cellsAt, steps });
  trace({ low, high, cellsAt, steps }, partner);
  return partner;
}

interface Band {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly cellsAt: Float64Array;
  readonly steps: Uint8Array;
}

/** Best sum for the first packets of both lists, row by row, with the step that led there. */
function gain(inner: Float64Array, outer: Float64Array, reach: number, band: Band): void {
  const { low, high, cellsAt, steps } = band;
  let before = new Float64Array(0);
  let beforeLow = 0;
  let base = 0;
  for (let i = 0; i < inner.length; i += 1) {
    const from = low[i]!;
    const width = high[i]! - from;
    const at = cellsAt[i]!;
    if (width === 0) continue;
    const row = new Float64Array(width);
    // What is reached with all outer packets before `from`.
    base = upTo(before, beforeLow, base, from);
    let left = base;
    let diagonal = base;
    for (let k = 0; k < width; k += 1) {
      const above = upTo(before, beforeLow, base, from + k + 1);
      const near = reach - Math.abs(outer[from + k]! - inner[i]!);
      const paired = near >= 0 ? diagonal + near + 1e-12 : Number.NEGATIVE_INFINITY;
      diagonal = above;
      if (paired > above && paired > left) {
        row[k] = left = paired;
        steps[at + k] = PAIR;
      } else if (left > above) {
        row[k] = left;
        steps[at + k] = SKIP_OUTER;
      } else row[k] = left = above;
    }
    before = row;
    beforeLow = from;
  }
}

/** The row's value for the first `outer` packets. */
function upTo(row: Float64Array, low: number, base: number, outer: number): number {
  const k = outer - low - 1;
  if (k < 0 || row.length === 0) return base;
  return row[k < row.length ? k : row.length - 1]!;
}

function trace({ low, high, cellsAt, steps }: Band, partner: Int32Array): void {
  let j = Number.MAX_SAFE_INTEGER;
  for (let i = partner.length - 1; i >= 0; i -= 1) {
    if (high[i] === low[i]) continue;
    if (j > high[i]!) j = high[i]!;
    while (j > low[i]! && steps[cellsAt[i]! + j - 1 - low[i]!] === SKIP_OUTER) j -= 1;
    if (j > low[i]! && steps[cellsAt[i]! + j - 1 - low[i]!] === PAIR) {
      partner[i] = j - 1;
      j -= 1;
    }
  }
}
