import type { Forest } from '../forest';
import { type AttributeValue, encodeModel, graph, node, tensor, tensorInfo } from './graph';
import { leafTable } from './leaf-table';

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
 * A leaf of `TreeEnsemble` (ai.onnx.ml 5) has one number and not one a class, so every tree has an
 * output of its own that names a row of a table; the rows of all trees are summed. Against the older
 * `TreeEnsembleClassifier` the file and onnxruntime's memory are about half, the speed is the same,
 * and two classes are no special case.
 */
export function encodeForest(forest: Forest, meta: ModelMeta): Uint8Array {
  const { classes, columns } = forest;
  const { table, rows, rowOf } = leafTable(forest);
  // A row's number must be exact in float32.
  if (rows > 2 ** 24) throw new RangeError('the forest has too many different leaves');
  const nodes = [
    node({
      op: 'TreeEnsemble',
      domain: 'ai.onnx.ml',
      inputs: ['features'],
      outputs: ['leaves'],
      attributes: ensemble(forest, rowOf),
    }),
    node({
      op: 'Cast',
      inputs: ['leaves'],
      outputs: ['rows'],
      attributes: { to: { int: INT32 } },
    }),
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

/**
 * The attributes of `TreeEnsemble`: decisions and leaves numbered apart, each in the order of the
 * forest. All decisions are `<=`, which is mode 0.
 */
function ensemble(forest: Forest, rowOf: Int32Array): Record<string, AttributeValue> {
  const decisions = numberDecisions(forest);
  const splits = new Float32Array(decisions.count);
  const features = new Int32Array(decisions.count);
  const children = [new Int32Array(decisions.count), new Int32Array(decisions.count)] as const;
  const areLeaves = [new Uint8Array(decisions.count), new Uint8Array(decisions.count)] as const;
  const leafTrees = new Int32Array(rowOf.length);
  const roots = new Int32Array(forest.trees);

  const link = (side: 0 | 1, decision: number, child: number): void => {
    const isLeaf = forest.feature[child]! < 0;
    areLeaves[side][decision] = isLeaf ? 1 : 0;
    children[side][decision] = isLeaf ? forest.right[child]! : decisions.numberOf[child]!;
  };
  for (let tree = 0; tree < forest.trees; tree += 1) {
    const root = forest.roots[tree]!;
    roots[tree] = decisions.numberOf[root]!;
    for (let at = root; at < forest.roots[tree + 1]!; at += 1) {
      const isLeaf = forest.feature[at]! < 0;
      if (isLeaf) leafTrees[forest.right[at]!] = tree;
      if (isLeaf && at !== root) continue;
      const decision = decisions.numberOf[at]!;
      // A tree of a single leaf is written as a decision with that leaf on both sides.
      splits[decision] = isLeaf ? 0 : forest.threshold[at]!;
      features[decision] = isLeaf ? 0 : forest.feature[at]!;
      link(0, decision, isLeaf ? at : at + 1);
      link(1, decision, isLeaf ? at : forest.right[at]!);
    }
  }
  return {
    nodes_splits: { tensor: tensor('splits', [decisions.count], splits) },
    nodes_featureids: { ints: features },
    nodes_modes: { tensor: tensor('modes', [decisions.count], new Uint8Array(decisions.count)) },
    nodes_truenodeids: { ints: children[0] },
    nodes_trueleafs: { ints: areLeaves[0] },
    nodes_falsenodeids: { ints: children[1] },
    nodes_falseleafs: { ints: areLeaves[1] },
    leaf_targetids: { ints: leafTrees },
    leaf_weights: { tensor: tensor('leaves', [rowOf.length], Float32Array.from(rowOf)) },
    tree_roots: { ints: roots },
    n_targets: { int: forest.trees },
    aggregate_function: { int: SUM },
    post_transform: { int: NO_TRANSFORM },
  };
}

/** Numbers the nodes that are written as decisions: those that are, and roots that are leaves. */
function numberDecisions({ feature, roots }: Forest): { count: number; numberOf: Int32Array } {
  const numberOf = new Int32Array(feature.length);
  let count = 0;
  let tree = 0;
  for (let at = 0; at < feature.length; at += 1) {
    const isRoot = at === roots[tree];
    if (isRoot) tree += 1;
    if (feature[at]! < 0 && !isRoot) continue;
    numberOf[at] = count;
    count += 1;
  }
  return { count, numberOf };
}
