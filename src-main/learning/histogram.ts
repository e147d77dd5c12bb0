import { type BinnedMatrix, binsOf } from './binned-matrix';
import type { Sample } from './sample';

export const MOST_BINS = 256;

/** Columns that one pass over the rows can count. */
export const SLOTS = 4;

/**
 * For up to four columns the weight of each class in each bin, and the rows in each bin. Who reads
 * it empties it: all numbers are 0 between two nodes.
 */
export class Histogram {
  /** SLOTS x MOST_BINS x classes */
  readonly weights: Int32Array;
  /** SLOTS x MOST_BINS */
  readonly counts = new Int32Array(SLOTS * MOST_BINS);

  constructor(
    private readonly data: BinnedMatrix,
    private readonly sample: Sample,
  ) {
    this.weights = new Int32Array(SLOTS * MOST_BINS * data.classes);
  }

  /** Counts a column over a part of the sample, in the first slot. */
  fill(column: number, start: number, end: number): void {
    const { weights, counts } = this;
    const { rows, packed } = this.sample;
    const { classes } = this.data;
    const { bins, step, base } = binsOf(this.data, column, end - start);
    for (let i = start; i < end; i += 1) {
      const bin = bins[base + step * rows[i]!]!;
      const one = packed[i]!;
      weights[bin * classes + (one & 0xffff)]! += one >>> 16;
      counts[bin]! += 1;
    }
  }

  /**
   * Counts four columns at once. Neighbouring packets are alike and fall into the same cell, whose
   * sums then wait for each other; of four columns the waits overlap.
   */
  fillFour(columns: Int32Array, first: number, start: number, end: number): void {
    const { weights, counts } = this;
    const { rows, packed } = this.sample;
    const { classes } = this.data;
    const size = end - start;
    const { bins, step, base: base0 } = binsOf(this.data, columns[first]!, size);
    const { base: base1 } = binsOf(this.data, columns[first + 1]!, size);
    const { base: base2 } = binsOf(this.data, columns[first + 2]!, size);
    const { base: base3 } = binsOf(this.data, columns[first + 3]!, size);
    const slot = MOST_BINS * classes;
    for (let i = start; i < end; i += 1) {
      const at = step * rows[i]!;
      const label = packed[i]! & 0xffff;
      const weight = packed[i]! >>> 16;
      const bin0 = bins[base0 + at]!;
      const bin1 = bins[base1 + at]!;
      const bin2 = bins[base2 + at]!;
      const bin3 = bins[base3 + at]!;
      weights[bin0 * classes + label]! += weight;
      weights[slot + bin1 * classes + label]! += weight;
      weights[2 * slot + bin2 * classes + label]! += weight;
      weights[3 * slot + bin3 * classes + label]! += weight;
      counts[bin0]! += 1;
      counts[MOST_BINS + bin1]! += 1;
      counts[2 * MOST_BINS + bin2]! += 1;
      counts[3 * MOST_BINS + bin3]! += 1;
    }
  }
}
