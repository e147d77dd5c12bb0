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
 *
 * Leaf weights are multiples of 2^-23 and those of one leaf of every tree together make exactly 1:
 * float32 sums of them are exact in any order, so every runtime gives the same probabilities.
 */
export interface Forest {
  readonly trees: number;
  readonly classes: number;
  readonly columns: number;
  /** First node of each tree and, last, the number of nodes; `trees + 1` long. */
  readonly roots: Int32Array;
  /** Column a decision looks at; -1 in a leaf. */
  readonly feature: Int16Array;
  readonly threshold: Float32Array;
  /** The right child of a decision; in a leaf its number. */
  readonly right: Int32Array;
  /** Where each leaf's classes begin in the two arrays below; leaves + 1 long. */
  readonly leafStart: Int32Array;
  /** Classes with a weight in the leaf, ascending. */
  readonly leafClass: Uint16Array;
  /** Share of the class in the leaf, divided by the number of trees. */
  readonly leafWeight: Float32Array;
}

/** One tree of a forest, its nodes and leaves numbered from 0. */
export type Tree = Omit<Forest, 'trees' | 'classes' | 'columns' | 'roots'>;

/** Columns tried at a node, as a number between 1 and `columns`. */
export function featuresTried(choice: number | 'sqrt', columns: number): number {
  const wanted = choice === 'sqrt' ? Math.floor(Math.sqrt(columns)) : Math.floor(choice);
  return Math.max(1, Math.min(columns, wanted));
}

/** Puts trees, in their order, into one forest. */
export function joinTrees(trees: readonly Tree[], classes: number, columns: number): Forest {
  const sum = (size: (tree: Tree) => number): number =>
    trees.reduce((total, tree) => total + size(tree), 0);
  const nodes = sum((tree) => tree.feature.length);
  const leaves = sum((tree) => tree.leafStart.length - 1);
  const pairs = sum((tree) => tree.leafClass.length);
  const forest = {
    trees: trees.length,
    classes,
    columns,
    roots: new Int32Array(trees.length + 1),
    feature: new Int16Array(nodes),
    threshold: new Float32Array(nodes),
    right: new Int32Array(nodes),
    leafStart: new Int32Array(leaves + 1),
    leafClass: new Uint16Array(pairs),
    leafWeight: new Float32Array(pairs),
  };
  let node = 0;
  let leaf = 0;
  let pair = 0;
  trees.forEach((tree, index) => {
    forest.roots[index] = node;
    forest.feature.set(tree.feature, node);
    forest.threshold.set(tree.threshold, node);
    for (let i = 0; i < tree.right.length; i += 1) {
      forest.right[node + i] = tree.right[i]! + (tree.feature[i]! < 0 ? leaf : node);
    }
    for (let i = 0; i < tree.leafStart.length; i += 1) {
      forest.leafStart[leaf + i] = tree.leafStart[i]! + pair;
    }
    forest.leafClass.set(tree.leafClass, pair);
    forest.leafWeight.set(tree.leafWeight, pair);
    node += tree.feature.length;
    leaf += tree.leafStart.length - 1;
    pair += tree.leafClass.length;
  });
  forest.roots[trees.length] = node;
  return forest;
}
