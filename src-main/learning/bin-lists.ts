import { type BinnedMatrix, binsOf } from './binned-matrix';
import { MOST_BINS } from './histogram';
import type { Sample } from './sample';

/** The rows of a node by their bin in one column, as a linked list for each bin. */
export class BinLists {
  /** First row of each bin, counted from 1 in the node; 0 for none. */
  readonly first = new Int32Array(MOST_BINS);
  /** The row after each in the same bin; 0 ends the list. */
  readonly after: Int32Array;
  /** Which bins have a row, 32 to a word. */
  readonly used = new Int32Array(MOST_BINS / 32);

  constructor(
    private readonly data: BinnedMatrix,
    private readonly sample: Sample,
  ) {
    this.after = new Int32Array(sample.rows.length + 1);
  }

  /** Sorts a part of the sample into the lists, which must be empty: `first` and `used` all 0. */
  fill(column: number, start: number, end: number): void {
    const { first, after, used } = this;
    const { rows } = this.sample;
    const size = end - start;
    const { bins, step, base } = binsOf(this.data, column, size);
    for (let i = 0; i < size; i += 1) {
      const bin = bins[base + step * rows[start + i]!]!;
      after[i + 1] = first[bin]!;
      first[bin] = i + 1;
      used[bin >> 5]! |= 1 << (bin & 31);
    }
  }
}
