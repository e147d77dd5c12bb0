import type { BinnedMatrix } from './binned-matrix';
import type { Sample } from './sample';

const MOST_BINS = 256;

/** What the search needs to know of a node: its part of the sample and the weights in it. */
export interface NodeRows {
  start: number;
  end: number;
  /** Sum of the weights of all rows. */
  weight: number;
  /** Sum of the squares of the class weights. */
  squares: number;
  /** Weight of each class, and the first `present` entries of `classes`: those above 0. */
  readonly totals: Int32Array;
  readonly classes: Int32Array;
  present: number;
}

/**
 * Finds the best decision of a node, column by column: it maximises the Gini gain (Breiman 2001),
 * that is the sum over both sides of (sum of squared class weights) / (weight). Between two bins
 * that hold rows the bound in the middle is taken, and of equal gains the first found.
 */
export class SplitSearch {
  /** Column of the best decision so far, -1 while there is none. */
  feature = -1;
  /** Last bin that goes left. */
  bin = 0;
  private score = 0;
  private readonly weights: Int32Array;
  private readonly counts = new Int32Array(MOST_BINS);
  private readonly left: Int32Array;

  constructor(
    private readonly data: BinnedMatrix,
    private readonly sample: Sample,
    private readonly minLeaf: number,
  ) {
    this.weights = new Int32Array(MOST_BINS * data.classes);
    this.left = new Int32Array(data.classes);
  }

  reset(): void {
    this.feature = -1;
    this.score = -1;
  }

  /** Tries a column; false when it does not vary in the node. */
  try(column: number, node: NodeRows): boolean {
    this.count(column, node);
    return this.scan(column, node);
  }

  private count(column: number, node: NodeRows): void {
    const { weights, counts } = this;
    const { rows, packed } = this.sample;
    const { bins, classes } = this.data;
    const base = column * this.data.rows;
    for (let i = node.start; i < node.end; i += 1) {
      const bin = bins[base + rows[i]!]!;
      const one = packed[i]!;
      weights[bin * classes + (one & 0xffff)]! += one >>> 16;
      counts[bin]! += 1;
    }
  }

  /** Goes through the bins from the lowest, and leaves both histograms empty behind it. */
  private scan(column: number, node: NodeRows): boolean {
    const { weights, counts, left, minLeaf } = this;
    const { totals, present, classes: classList } = node;
    const { classes, boundStart } = this.data;
    const size = node.end - node.start;
    const last = boundStart[column + 1]! - boundStart[column]!;
    for (let k = 0; k < present; k += 1) left[classList[k]!] = 0;
    let leftSquares = 0;
    let rightSquares = node.squares;
    let leftWeight = 0;
    let seen = 0;
    let previous = -1;
    let distinct = 0;
    for (let bin = 0; bin <= last && seen < size; bin += 1) {
      const here = counts[bin]!;
      if (here === 0) continue;
      counts[bin] = 0;
      distinct += 1;
      if (seen >= minLeaf && size - seen >= minLeaf) {
        const rightWeight = node.weight - leftWeight;
        const score =
          (leftSquares * rightWeight + rightSquares * leftWeight) / (leftWeight * rightWeight);
        if (score > this.score) {
          this.score = score;
          this.feature = column;
          this.bin = (previous + bin - 1) >> 1;
        }
      }
      seen += here;
      previous = bin;
      const row = bin * classes;
      for (let k = 0; k < present; k += 1) {
        const label = classList[k]!;
        const weight = weights[row + label]!;
        if (weight === 0) continue;
        weights[row + label] = 0;
        const before = left[label]!;
        left[label] = before + weight;
        leftWeight += weight;
        leftSquares += weight * (2 * before + weight);
        rightSquares -= weight * (2 * (totals[label]! - before) - weight);
      }
    }
    return distinct > 1;
  }
}
