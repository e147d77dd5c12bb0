import type { BinnedMatrix } from './binned-matrix';
import { BinLists } from './bin-lists';
import { Histogram, MOST_BINS, SLOTS } from './histogram';
import type { Sample } from './sample';

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
 * that is the sum over both sides of (sum of squared class weights) / (weight); of equal gains it
 * keeps the first found.
 *
 * Rows enter from the lowest bin up, either bin by bin from a histogram of bins x classes, or row by
 * row from a list for each bin. The lists win while rows are fewer than the histogram's cells.
 */
export class SplitSearch {
  /** Column of the best decision so far, -1 while there is none. */
  feature = -1;
  /** Last bin with a row that goes left, and first with one that goes right. */
  lastLeft = 0;
  firstRight = 0;
  private score = 0;
  /** Weight of each class on the left side of the bound looked at. */
  private readonly left: Int32Array;
  private readonly histogram: Histogram;
  private readonly lists: BinLists;

  constructor(
    private readonly data: BinnedMatrix,
    private readonly sample: Sample,
    private readonly minLeaf: number,
  ) {
    this.left = new Int32Array(data.classes);
    this.histogram = new Histogram(data, sample);
    this.lists = new BinLists(data, sample);
  }

  reset(): void {
    this.feature = -1;
    this.score = -1;
  }

  /** The number to compare with: half way through the bins between the sides, if there are any. */
  threshold(): number {
    const { bounds, boundStart } = this.data;
    const start = boundStart[this.feature]!;
    return Math.fround((bounds[start + this.lastLeft]! + bounds[start + this.firstRight - 1]!) / 2);
  }

  /**
   * Tries the first `count` of the columns.
   *
   * @param constant set to 1 for each column that does not vary in the node
   * @returns how many of them vary
   */
  try(columns: Int32Array, count: number, node: NodeRows, constant: Uint8Array): number {
    const { start, end } = node;
    let vary = 0;
    let next = 0;
    const note = (column: number, varies: boolean): void => {
      if (varies) vary += 1;
      else constant[column] = 1;
    };
    while (next + SLOTS <= count && 3 * (end - start) >= MOST_BINS * node.present) {
      this.histogram.fillFour(columns, next, start, end);
      for (let slot = 0; slot < SLOTS; slot += 1, next += 1) {
        note(columns[next]!, this.scanHistogram(columns[next]!, slot, node));
      }
    }
    for (; next < count; next += 1) {
      const column = columns[next]!;
      if (3 * (end - start) < this.binsIn(column) * node.present) {
        this.lists.fill(column, start, end);
        note(column, this.scanLists(column, node));
      } else {
        this.histogram.fill(column, start, end);
        note(column, this.scanHistogram(column, 0, node));
      }
    }
    return vary;
  }

  private binsIn(column: number): number {
    const { boundStart } = this.data;
    return boundStart[column + 1]! - boundStart[column]! + 1;
  }

  /** Reads and empties a slot of the histogram; false when all rows are in one bin. */
  private scanHistogram(column: number, slot: number, node: NodeRows): boolean {
    const { left, minLeaf } = this;
    const { weights, counts } = this.histogram;
    const { totals, present, classes: classList, weight: allWeight } = node;
    const { classes } = this.data;
    const size = node.end - node.start;
    for (let k = 0; k < present; k += 1) left[classList[k]!] = 0;
    let leftSquares = 0;
    let rightSquares = node.squares;
    let leftWeight = 0;
    let seen = 0;
    let previous = -1;
    let groups = 0;
    for (let bin = 0; seen < size; bin += 1) {
      const here = counts[slot * MOST_BINS + bin]!;
      if (here === 0) continue;
      counts[slot * MOST_BINS + bin] = 0;
      groups += 1;
      if (seen >= minLeaf && size - seen >= minLeaf) {
        const score = leftSquares / leftWeight + rightSquares / (allWeight - leftWeight);
        if (score > this.score) this.take(score, column, previous, bin);
      }
      seen += here;
      previous = bin;
      const cells = (slot * MOST_BINS + bin) * classes;
      for (let k = 0; k < present; k += 1) {
        const label = classList[k]!;
        const weight = weights[cells + label]!;
        if (weight === 0) continue;
        weights[cells + label] = 0;
        const had = left[label]!;
        left[label] = had + weight;
        leftWeight += weight;
        leftSquares += weight * (2 * had + weight);
        rightSquares -= weight * (2 * (totals[label]! - had) - weight);
      }
    }
    return groups > 1;
  }

  /** Reads and empties the lists; false when all rows are in one bin. */
  private scanLists(column: number, node: NodeRows): boolean {
    const { left, minLeaf } = this;
    const { first, after, used } = this.lists;
    const { packed } = this.sample;
    const { totals, present, classes: classList, weight: allWeight } = node;
    const size = node.end - node.start;
    const before = node.start - 1;
    for (let k = 0; k < present; k += 1) left[classList[k]!] = 0;
    let leftSquares = 0;
    let rightSquares = node.squares;
    let leftWeight = 0;
    let seen = 0;
    let previous = -1;
    let groups = 0;
    for (let word = 0; seen < size; word += 1) {
      let bits = used[word]!;
      used[word] = 0;
      while (bits !== 0) {
        const lowest = bits & -bits;
        bits ^= lowest;
        const bin = 32 * word + 31 - Math.clz32(lowest);
        groups += 1;
        if (seen >= minLeaf && size - seen >= minLeaf) {
          const score = leftSquares / leftWeight + rightSquares / (allWeight - leftWeight);
          if (score > this.score) this.take(score, column, previous, bin);
        }
        previous = bin;
        let at = first[bin]!;
        first[bin] = 0;
        while (at !== 0) {
          const label = packed[before + at]! & 0xffff;
          const weight = packed[before + at]! >>> 16;
          const had = left[label]!;
          left[label] = had + weight;
          leftWeight += weight;
          leftSquares += weight * (2 * had + weight);
          rightSquares -= weight * (2 * (totals[label]! - had) - weight);
          seen += 1;
          at = after[at]!;
        }
      }
    }
    return groups > 1;
  }

  private take(score: number, column: number, lastLeft: number, firstRight: number): void {
    this.score = score;
    this.feature = column;
    this.lastLeft = lastLeft;
    this.firstRight = firstRight;
  }
}
