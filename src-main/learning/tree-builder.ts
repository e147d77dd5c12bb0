import type { Tree } from './forest';
import { apportion, LEAF_UNITS } from './leaf-weights';
import { twice } from './twice';

/** Collects the nodes of one tree in preorder; its memory serves tree after tree. */
export class TreeBuilder {
  private feature = new Int16Array(1024);
  private threshold = new Float32Array(1024);
  private right = new Int32Array(1024);
  private nodes = 0;
  private leafStart = new Int32Array(1024);
  private leaves = 0;
  private leafClass = new Uint16Array(1024);
  private leafWeight = new Uint8Array(1024);
  private pairs = 0;
  private readonly shares: Int32Array;

  constructor(classes: number) {
    this.shares = new Int32Array(classes);
  }

  clear(): void {
    this.nodes = 0;
    this.leaves = 0;
    this.pairs = 0;
  }

  /** Adds a decision and gives its number; its left child must be added next. */
  addDecision(feature: number, threshold: number): number {
    const node = this.addNode();
    this.feature[node] = feature;
    this.threshold[node] = threshold;
    return node;
  }

  /** Says that the node added next is the right child of a decision. */
  rightChildFollows(decision: number): void {
    this.right[decision] = this.nodes;
  }

  /** Adds a leaf that shares its units out among the classes as their weights are. */
  addLeaf(weights: Int32Array): void {
    const node = this.addNode();
    this.feature[node] = -1;
    this.threshold[node] = 0;
    this.right[node] = this.leaves;
    if (this.leaves + 1 >= this.leafStart.length) this.leafStart = twice(this.leafStart);
    while (this.pairs + weights.length > this.leafClass.length) {
      this.leafClass = twice(this.leafClass);
      this.leafWeight = twice(this.leafWeight);
    }
    apportion(weights, LEAF_UNITS, this.shares);
    for (let label = 0; label < weights.length; label += 1) {
      if (this.shares[label] === 0) continue;
      this.leafClass[this.pairs] = label;
      this.leafWeight[this.pairs] = this.shares[label]!;
      this.pairs += 1;
    }
    this.leaves += 1;
    this.leafStart[this.leaves] = this.pairs;
  }

  /** A copy of the tree as built. */
  build(): Tree {
    return {
      feature: this.feature.slice(0, this.nodes),
      threshold: this.threshold.slice(0, this.nodes),
      right: this.right.slice(0, this.nodes),
      leafStart: this.leafStart.slice(0, this.leaves + 1),
      leafClass: this.leafClass.slice(0, this.pairs),
      leafWeight: this.leafWeight.slice(0, this.pairs),
    };
  }

  private addNode(): number {
    if (this.nodes === this.feature.length) {
      this.feature = twice(this.feature);
      this.threshold = twice(this.threshold);
      this.right = twice(this.right);
    }
    this.nodes += 1;
    return this.nodes - 1;
  }
}
