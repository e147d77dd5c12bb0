/** Training data as bins of one byte, in memory that worker threads share. */
export interface BinnedMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
  /** `columns` x `rows`, column-major: for nodes that hold a good part of all rows. */
  readonly byColumn: Uint8Array;
  /** The same `rows` x `columns`, row-major: few rows of many columns stay in the cache. */
  readonly byRow: Uint8Array;
  readonly labels: Uint16Array;
  /** Bounds of all columns, one column after the other. */
  readonly bounds: Float32Array;
  /** Where each column's bounds begin; `columns + 1` long. */
  readonly boundStart: Int32Array;
}

/** Rows up to which a node reads `byRow`: so many lines of cache stay near. */
const NEAR_ROWS = 16_384;

/** Where to read a column of a node that holds `size` rows: row `r` is at `base + step * r`. */
export function binsOf(
  { rows, columns, byColumn, byRow }: BinnedMatrix,
  column: number,
  size: number,
): { bins: Uint8Array; step: number; base: number } {
  return size > NEAR_ROWS
    ? { bins: byColumn, step: 1, base: column * rows }
    : { bins: byRow, step: columns, base: column };
}
