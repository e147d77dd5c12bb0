import { DistinctLeaves } from './distinct-leaves';
import { LEAF_UNITS, type Leaves } from './leaf-weights';

/** How a random forest is grown. */
export interface ForestOptions {
  /** Number of trees, at least 1. */
  trees: number;
  /** Fewest different training rows in a leaf (a row drawn twice by the bootstrap counts once). */
  minLeaf: number;
  /** Most decisions between the root and a leaf. */
  maxDepth: number;
  /** Columns tried at each node among those that vary there; `sqrt`: square root of all columns. */
  featuresPerSplit: number | 'sqrt';
  /** Same seed, same forest, whatever the number of threads. */
  seed: number;
  /** Most different values a column keeps, 2 to 256; 255 when left out. */
  bins?: number;
  /** Rows drawn with replacement for each tree; as many as there are rows when left out. */
  sampleRows?: number;
  /** Worker threads; one a core, and no more than trees, when left out. */
  threads?: number;
  /** Path of the built `forest-worker`; the calling thread grows the trees when left out. */
  workerEntry?: string;
}

/**
 * A random forest as flat arrays. The nodes of a tree stand in preorder, so the left child of a
 * decision is the node after it. A row goes left when its value is `<=` the threshold, both float32.
 * Leaves that say the same are one, numbered by where they occur first.
 */
export interface Forest extends Leaves {
  readonly trees: number;
  readonly classes: number;
  readonly columns: number;
  /** First node of each tree and, last, the number of nodes; `trees + 1` long. */
  readonly roots: Int32Array;
  /** Column a decision looks at; -1 in a leaf. */
  readonly feature: Int16Array;
  readonly threshold: Float32Array;
  /** The right child of a decision; at the end of the way the number of the leaf. */
  readonly right: Int32Array;
}

/** One tree of a forest, its nodes and leaves numbered from 0; leaves may say the same. */
export type Tree = Omit<Forest, 'trees' | 'classes' | 'columns' | 'roots'>;

/** What a class's weights over all trees are multiplied by to give its probability: float32. */
export function shareOf(trees: number): number {
  return Math.fround(1 / (LEAF_UNITS * trees));
}

/** Columns tried at a node, as a number between 1 and `columns`. */
export function featuresTried(choice: number | 'sqrt', columns: number): number {
  const wanted = choice === 'sqrt' ? Math.floor(Math.sqrt(columns)) : Math.floor(choice);
  return Math.max(1, Math.min(columns, wanted));
}

/** Puts trees, in their order, into one forest. */
export function joinTrees(trees: readonly Tree[], classes: number, columns: number): Forest {
  const nodes = trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  const roots = new Int32Array(trees.length + 1);
  const feature = new Int16Array(nodes);
  const threshold = new Float32Array(nodes);
  const right = new Int32Array(nodes);
  const leaves = new DistinctLeaves();
  let node = 0;
  trees.forEach((tree, index) => {
    roots[index] = node;
    feature.set(tree.feature, node);
    threshold.set(tree.threshold, node);
    for (let i = 0; i < tree.right.length; i += 1) {
      const isLeaf = tree.feature[i]! < 0;
      right[node + i] = isLeaf ? leaves.add(tree, tree.right[i]!) : tree.right[i]! + node;
    }
    node += tree.feature.length;
  });
  roots[trees.length] = node;
  const shape = { trees: trees.length, classes, columns };
  return { ...shape, roots, feature, threshold, right, ...leaves.build() };
}
