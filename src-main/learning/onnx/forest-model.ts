import type { Forest } from '../forest';
import { encodeModel, graph, node, tensorInfo } from './graph';

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
 */
export function encodeForest(forest: Forest, meta: ModelMeta, op = 'classifier'): Uint8Array {
  const { classes, columns } = forest;
  const ensemble = ensembleAttributes(forest);
  const nodes =
    op === 'classifier'
      ? [
          node({
            op: 'TreeEnsembleClassifier',
            domain: 'ai.onnx.ml',
            inputs: ['features'],
            outputs: ['label', 'probabilities'],
            attributes: {
              ...ensemble.nodes,
              class_treeids: { ints: ensemble.treeids },
              class_nodeids: { ints: ensemble.nodeids },
              class_ids: { ints: forest.leafClass },
              class_weights: { floats: forest.leafWeight },
              classlabels_int64s: { ints: Array.from({ length: classes }, (_, i) => i) },
              post_transform: { text: 'NONE' },
            },
          }),
        ]
      : [
          node({
            op: 'TreeEnsembleRegressor',
            domain: 'ai.onnx.ml',
            inputs: ['features'],
            outputs: ['probabilities'],
            attributes: {
              ...ensemble.nodes,
              target_treeids: { ints: ensemble.treeids },
              target_nodeids: { ints: ensemble.nodeids },
              target_ids: { ints: forest.leafClass },
              target_weights: { floats: forest.leafWeight },
              n_targets: { int: classes },
              aggregate_function: { text: 'SUM' },
              post_transform: { text: 'NONE' },
            },
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
    }),
    operatorSets: { '': 17, 'ai.onnx.ml': 3 },
    metadata: {
      classes: JSON.stringify(meta.classes),
      vantage: meta.vantage,
      version: meta.version,
    },
  });
}

function ensembleAttributes(forest: Forest) {
  const nodeCount = forest.feature.length;
  const pairCount = forest.leafClass.length;
  const nodeTree = new Int32Array(nodeCount);
  const nodeId = new Int32Array(nodeCount);
  const left = new Int32Array(nodeCount);
  const right = new Int32Array(nodeCount);
  const feature = new Int32Array(nodeCount);
  const modes = new Array<string>(nodeCount);
  const treeids = new Int32Array(pairCount);
  const nodeids = new Int32Array(pairCount);
  for (let tree = 0; tree < forest.trees; tree += 1) {
    const root = forest.roots[tree]!;
    for (let at = root; at < forest.roots[tree + 1]!; at += 1) {
      nodeTree[at] = tree;
      nodeId[at] = at - root;
      if (forest.feature[at]! >= 0) {
        modes[at] = 'BRANCH_LEQ';
        feature[at] = forest.feature[at]!;
        left[at] = at + 1 - root;
        right[at] = forest.right[at]! - root;
      } else {
        modes[at] = 'LEAF';
        const leaf = forest.right[at]!;
        treeids.fill(tree, forest.leafStart[leaf], forest.leafStart[leaf + 1]);
        nodeids.fill(at - root, forest.leafStart[leaf], forest.leafStart[leaf + 1]);
      }
    }
  }
  return {
    nodes: {
      nodes_treeids: { ints: nodeTree },
      nodes_nodeids: { ints: nodeId },
      nodes_featureids: { ints: feature },
      nodes_modes: { texts: modes },
      nodes_values: { floats: forest.threshold },
      nodes_truenodeids: { ints: left },
      nodes_falsenodeids: { ints: right },
    },
    treeids,
    nodeids,
  };
}
