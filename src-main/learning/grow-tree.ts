import { Random } from '../contract/random';
import { type BinnedMatrix, binsOf } from './binned-matrix';
import type { Tree } from './forest';
import { Sample } from './sample';
import { SplitSearch, type NodeRows } from './split-search';
import { TreeBuilder } from './tree-builder';

/** What growing one tree depends on; all defaults filled in. */
export interface GrowOptions {
  readonly trees: number;
  readonly minLeaf: number;
  readonly maxDepth: number;
  readonly featuresPerSplit: number;
  readonly seed: number;
  readonly sampleRows: number;
}

/** A part of the sample that waits to become a node. */
interface Pending {
  start: number;
  end: number;
  depth: number;
  /** The decision whose right child it is, -1 for a left child or the root. */
  rightOf: number;
}

/**
 * Grows trees one after the other, depth first, in memory kept between them. A tree depends on the
 * options and its number alone, never on which trees were grown before it.
 */
export class TreeGrower {
  private readonly sample: Sample;
  private readonly search: SplitSearch;
  private readonly builder: TreeBuilder;
  private readonly node: NodeRows;
  private readonly candidates: Int32Array;
  private readonly drawn: Int32Array;
  private readonly movedRows: Int32Array;
  private readonly movedPacked: Int32Array;
  /** By depth, for the path to the node at hand: 1 where a column is known not to vary. */
  private readonly constant: Uint8Array[] = [];

  constructor(
    private readonly data: BinnedMatrix,
    private readonly options: GrowOptions,
  ) {
    this.sample = new Sample(data.labels, options.sampleRows);
    this.search = new SplitSearch(data, this.sample, options.minLeaf);
    this.builder = new TreeBuilder(data.classes);
    this.candidates = new Int32Array(data.columns);
    this.drawn = new Int32Array(data.columns);
    this.movedRows = new Int32Array(this.sample.rows.length);
    this.movedPacked = new Int32Array(this.sample.rows.length);
    this.node = {
      start: 0,
      end: 0,
      weight: 0,
      squares: 0,
      totals: new Int32Array(data.classes),
      classes: new Int32Array(data.classes),
      present: 0,
    };
  }

  grow(tree: number): Tree {
    const { builder, sample, search } = this;
    const random = new Random(this.options.seed).fork(tree);
    sample.draw(random);
    builder.clear();
    const pending: Pending[] = [{ start: 0, end: sample.size, depth: 0, rightOf: -1 }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { start, end, depth } = next;
      if (next.rightOf >= 0) builder.rightChildFollows(next.rightOf);
      this.enter(start, end);
      if (!this.decide(depth, random)) {
        builder.addLeaf(this.node.totals);
        continue;
      }
      const decision = builder.addDecision(search.feature, search.threshold());
      const middle = this.partition(start, end, search.feature, search.lastLeft);
      pending.push({ start: middle, end, depth: depth + 1, rightOf: decision });
      pending.push({ start, end: middle, depth: depth + 1, rightOf: -1 });
    }
    return builder.build();
  }

  /** Sums up the classes of a part of the sample. */
  private enter(start: number, end: number): void {
    const { node } = this;
    const { packed } = this.sample;
    const { totals, classes } = node;
    node.start = start;
    node.end = end;
    totals.fill(0);
    for (let i = start; i < end; i += 1) totals[packed[i]! & 0xffff]! += packed[i]! >>> 16;
    let weight = 0;
    let squares = 0;
    let present = 0;
    for (let label = 0; label < totals.length; label += 1) {
      const total = totals[label]!;
      if (total === 0) continue;
      classes[present] = label;
      present += 1;
      weight += total;
      squares += total * total;
    }
    node.weight = weight;
    node.squares = squares;
    node.present = present;
  }

  /** Searches the decision of the node entered; false when it is to be a leaf. */
  private decide(depth: number, random: Random): boolean {
    const { candidates, drawn, node, search, options } = this;
    const { columns } = this.data;
    const constant = (this.constant[depth] ??= new Uint8Array(columns));
    if (depth === 0) constant.fill(0);
    else constant.set(this.constant[depth - 1]!);
    search.reset();
    const tooSmall = node.end - node.start < 2 * options.minLeaf;
    if (tooSmall || node.present < 2 || depth >= options.maxDepth) return false;

    let left = 0;
    for (let column = 0; column < columns; column += 1) {
      if (constant[column] === 0) {
        candidates[left] = column;
        left += 1;
      }
    }
    let tried = 0;
    while (tried < options.featuresPerSplit && left > 0) {
      const count = Math.min(options.featuresPerSplit - tried, left);
      for (let i = 0; i < count; i += 1) {
        const pick = random.integer(left);
        drawn[i] = candidates[pick]!;
        left -= 1;
        candidates[pick] = candidates[left]!;
      }
      tried += search.try(drawn, count, node, constant);
    }
    return search.feature >= 0;
  }

  /** Moves the rows that go left before those that go right, each in their order. */
  private partition(start: number, end: number, feature: number, bin: number): number {
    const { movedRows, movedPacked } = this;
    const { rows, packed } = this.sample;
    const { bins, step, base } = binsOf(this.data, feature, end - start);
    let left = start;
    let moved = 0;
    for (let i = start; i < end; i += 1) {
      const row = rows[i]!;
      const one = packed[i]!;
      if (bins[base + step * row]! <= bin) {
        rows[left] = row;
        packed[left] = one;
        left += 1;
      } else {
        movedRows[moved] = row;
        movedPacked[moved] = one;
        moved += 1;
      }
    }
    rows.set(movedRows.subarray(0, moved), left);
    packed.set(movedPacked.subarray(0, moved), left);
    return left;
  }
}
