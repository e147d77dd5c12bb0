import type { Leaves } from './leaf-weights';
import { twice } from './twice';

/** Collects the different leaves of trees, numbered in the order in which they occur first. */
export class DistinctLeaves {
  private start = new Int32Array(1024);
  private classes = new Uint16Array(1024);
  private weights = new Uint8Array(1024);
  private count = 0;
  private pairs = 0;
  /** Open addressing: number of the leaf whose hash leads here, -1 for none. */
  private slots = new Int32Array(2048).fill(-1);

  /** The number of a leaf, which is kept if there was none like it. */
  add(leaves: Leaves, leaf: number): number {
    let slot = hash(leaves, leaf) & (this.slots.length - 1);
    for (;;) {
      const known = this.slots[slot]!;
      if (known < 0) break;
      if (this.same(known, leaves, leaf)) return known;
      slot = (slot + 1) & (this.slots.length - 1);
    }
    this.slots[slot] = this.keep(leaves, leaf);
    if (2 * this.count > this.slots.length) this.rehash();
    return this.count - 1;
  }

  /** All of them. */
  build(): Leaves {
    return {
      leafStart: this.start.slice(0, this.count + 1),
      leafClass: this.classes.slice(0, this.pairs),
      leafWeight: this.weights.slice(0, this.pairs),
    };
  }

  private keep({ leafStart, leafClass, leafWeight }: Leaves, leaf: number): number {
    for (let pair = leafStart[leaf]!; pair < leafStart[leaf + 1]!; pair += 1) {
      if (this.pairs === this.classes.length) {
        this.classes = twice(this.classes);
        this.weights = twice(this.weights);
      }
      this.classes[this.pairs] = leafClass[pair]!;
      this.weights[this.pairs] = leafWeight[pair]!;
      this.pairs += 1;
    }
    this.count += 1;
    if (this.count === this.start.length) this.start = twice(this.start);
    this.start[this.count] = this.pairs;
    return this.count - 1;
  }

  private rehash(): void {
    const own: Leaves = {
      leafStart: this.start,
      leafClass: this.classes,
      leafWeight: this.weights,
    };
    const slots = new Int32Array(2 * this.slots.length).fill(-1);
    for (let leaf = 0; leaf < this.count; leaf += 1) {
      let slot = hash(own, leaf) & (slots.length - 1);
      while (slots[slot]! >= 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = leaf;
    }
    this.slots = slots;
  }

  private same(known: number, { leafStart, leafClass, leafWeight }: Leaves, leaf: number): boolean {
    const first = this.start[known]!;
    const from = leafStart[leaf]!;
    const size = leafStart[leaf + 1]! - from;
    if (this.start[known + 1]! - first !== size) return false;
    for (let i = 0; i < size; i += 1) {
      if (this.classes[first + i] !== leafClass[from + i]) return false;
      if (this.weights[first + i] !== leafWeight[from + i]) return false;
    }
    return true;
  }
}

/** FNV-1a over the leaf's classes and weights. */
function hash({ leafStart, leafClass, leafWeight }: Leaves, leaf: number): number {
  let value = 0x811c9dc5;
  for (let pair = leafStart[leaf]!; pair < leafStart[leaf + 1]!; pair += 1) {
    value = Math.imul(value ^ leafClass[pair]!, 0x01000193);
    value = Math.imul(value ^ leafWeight[pair]!, 0x01000193);
  }
  return (value ^ (value >>> 15)) >>> 0;
}
