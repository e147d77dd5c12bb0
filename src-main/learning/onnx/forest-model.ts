import type { Forest } from '../forest';
import { type AttributeValue, encodeModel, graph, node, tensor, tensorInfo } from './graph';
import { leafTable } from './leaf-table';
import type { Message } from './protobuf';

/** What an ONNX model says of itself; the card beside it says it in full. */
export interface ModelMeta {
  /** Class names in the order of the outputs. */
  readonly classes: readonly string[];
  readonly vantage: string;
  /** Version of HomeMole. */
  readonly version: string;
}

/**
 * A forest as an ONNX model: `features` [N, columns] float32 in, `label` [N] int64 and
 * `probabilities` [N, classes] float32 out.
 *
 * Each tree is a `TreeEnsemble` (ai.onnx.ml 5) whose leaves hold a row number of one table of class
 * weights; the rows that the trees name are summed. Against one `TreeEnsembleClassifier` for all
 * trees, onnxruntime loads it in a fifth of the time with a quarter of the memory, and answers about
 * twice as fast, since a tree stays in the cache while all rows of a batch pass through it.
 */
export function encodeForest(forest: Forest, meta: ModelMeta): Uint8Array {
  const { classes, columns } = forest;
  const { table, rows, rowOf } = leafTable(forest);
  // A leaf's number is a float32 and must be exact.
  if (rows > 2 ** 24) throw new RangeError('the forest has too many different leaves');
  const trees = Array.from({ length: forest.trees }, (_, tree) => treeNode(forest, tree, rowOf));
  const nodes = [
    ...trees,
    node({
      op: 'Concat',
      inputs: trees.map((_, tree) => leafOf(tree)),
      outputs: ['leaves'],
      attributes: { axis: { int: 1 } },
    }),
    node({ op: 'Cast', inputs: ['leaves'], outputs: ['rows'], attributes: { to: { int: INT32 } } }),
    node({ op: 'Gather', inputs: ['table', 'rows'], outputs: ['shares'] }),
    node({
      op: 'ReduceSum',
      inputs: ['shares', 'trees'],
      outputs: ['probabilities'],
      attributes: { keepdims: { int: 0 } },
    }),
    node({
      op: 'ArgMax',
      inputs: ['probabilities'],
      outputs: ['label'],
      attributes: { axis: { int: 1 }, keepdims: { int: 0 } },
    }),
  ];
  return encodeModel({
    graph: graph({
      name: 'forest',
      nodes,
      inputs: [tensorInfo('features', 'float32', ['N', columns])],
      outputs: [
        tensorInfo('label', 'int64', ['N']),
        tensorInfo('probabilities', 'float32', ['N', classes]),
      ],
      initializers: [
        tensor('table', [rows, classes], table),
        tensor('trees', [1], BigInt64Array.of(1n)),
      ],
    }),
    operatorSets: { '': 17, 'ai.onnx.ml': 5 },
    metadata: {
      classes: JSON.stringify(meta.classes),
      vantage: meta.vantage,
      version: meta.version,
    },
  });
}

const INT32 = 6;
const SUM = 1;
const NO_TRANSFORM = 0;

const leafOf = (tree: number): string => `leaf ${tree}`;

function treeNode(forest: Forest, tree: number, rowOf: Int32Array): Message {
  return node({
    op: 'TreeEnsemble',
    domain: 'ai.onnx.ml',
    inputs: ['features'],
    outputs: [leafOf(tree)],
    attributes: treeAttributes(forest, tree, rowOf),
  });
}

/**
 * The attributes of one tree: decisions and leaves numbered apart, each in the order of the forest.
 * All decisions are `<=`, which is mode 0.
 */
function treeAttributes(
  { roots, feature, threshold, right }: Forest,
  tree: number,
  rowOf: Int32Array,
): Record<string, AttributeValue> {
  const root = roots[tree]!;
  const end = roots[tree + 1]!;
  const isLeaf = (at: number): boolean => feature[at]! < 0;
  // A tree of a single leaf is written as a decision with that leaf on both sides.
  const decides = (at: number): boolean => !isLeaf(at) || at === root;

  const numberOf = new Int32Array(end - root);
  let decisions = 0;
  let leaves = 0;
  for (let at = root; at < end; at += 1) {
    if (isLeaf(at)) leaves += 1;
    if (!decides(at)) continue;
    numberOf[at - root] = decisions;
    decisions += 1;
  }
  const firstLeaf = firstLeafFrom(root);

  const splits = new Float32Array(decisions);
  const features = new Int32Array(decisions);
  const children = [new Int32Array(decisions), new Int32Array(decisions)] as const;
  const areLeaves = [new Uint8Array(decisions), new Uint8Array(decisions)] as const;
  for (let at = root; at < end; at += 1) {
    if (!decides(at)) continue;
    const decision = numberOf[at - root]!;
    splits[decision] = threshold[at]!;
    features[decision] = Math.max(0, feature[at]!);
    const sides = isLeaf(at) ? [at, at] : [at + 1, right[at]!];
    sides.forEach((child, side) => {
      areLeaves[side]![decision] = isLeaf(child) ? 1 : 0;
      children[side]![decision] = isLeaf(child)
        ? right[child]! - firstLeaf
        : numberOf[child - root]!;
    });
  }
  const numbers = Float32Array.from(rowOf.subarray(firstLeaf, firstLeaf + leaves));
  return {
    nodes_splits: { tensor: tensor('splits', [decisions], splits) },
    nodes_featureids: { ints: features },
    nodes_modes: { tensor: tensor('modes', [decisions], new Uint8Array(decisions)) },
    nodes_truenodeids: { ints: children[0] },
    nodes_trueleafs: { ints: areLeaves[0] },
    nodes_falsenodeids: { ints: children[1] },
    nodes_falseleafs: { ints: areLeaves[1] },
    leaf_targetids: { ints: new Uint8Array(leaves) },
    leaf_weights: { tensor: tensor('numbers', [leaves], numbers) },
    tree_roots: { ints: [0] },
    n_targets: { int: 1 },
    aggregate_function: { int: SUM },
    post_transform: { int: NO_TRANSFORM },
  };

  /** Leaves are numbered in preorder, so the first is at the end of the way left. */
  function firstLeafFrom(node: number): number {
    let at = node;
    while (!isLeaf(at)) at += 1;
    return right[at]!;
  }
}
