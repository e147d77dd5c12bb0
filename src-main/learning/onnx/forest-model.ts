import { shareOf, type Forest } from '../forest';
import { encodeModel, graph, node, tensor, tensorInfo } from './graph';
import type { Message } from './protobuf';
import { treeAttributes } from './tree-attributes';
import { leafOf, STANDARD_SET, TREE_SET, voteNodes, type VoteNode } from './vote-nodes';

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
 * `probabilities` [N, classes] float32 out. `readForest` reads it back.
 *
 * Each tree is a `TreeEnsemble` (ai.onnx.ml 5) whose leaves hold a row number of one table of class
 * weights; the rows that the trees name are summed. Against one `TreeEnsembleClassifier` for all
 * trees, onnxruntime loads it in a fifth of the time with a quarter of the memory, and answers about
 * twice as fast, since a tree stays in the cache while all rows of a batch pass through it.
 */
export function encodeForest(forest: Forest, meta: ModelMeta): Uint8Array {
  const { classes, columns } = forest;
  const rows = forest.leafStart.length - 1;
  // A leaf's number is a float32 and must be exact.
  if (rows > 2 ** 24) throw new RangeError('the forest has too many different leaves');
  const trees = Array.from({ length: forest.trees }, (_, tree) =>
    node({
      op: 'TreeEnsemble',
      domain: 'ai.onnx.ml',
      inputs: ['features'],
      outputs: [leafOf(tree)],
      attributes: treeAttributes(forest, tree),
    }),
  );
  return encodeModel({
    graph: graph({
      name: 'forest',
      nodes: [...trees, ...voteNodes(forest.trees).map(encodeVote)],
      inputs: [tensorInfo('features', 'float32', ['N', columns])],
      outputs: [
        tensorInfo('label', 'int64', ['N']),
        tensorInfo('probabilities', 'float32', ['N', classes]),
      ],
      initializers: [
        tensor('table', [rows, classes], leafTable(forest)),
        tensor('trees', [1], BigInt64Array.of(1n)),
        tensor('share', [1], Float32Array.of(shareOf(forest.trees))),
      ],
    }),
    operatorSets: { '': STANDARD_SET, 'ai.onnx.ml': TREE_SET },
    metadata: {
      classes: JSON.stringify(meta.classes),
      vantage: meta.vantage,
      version: meta.version,
    },
  });
}

function encodeVote({ op, inputs, outputs, integers }: VoteNode): Message {
  const attributes = Object.fromEntries(
    Object.entries(integers).map(([name, int]) => [name, { int }]),
  );
  return node({ op, inputs, outputs, attributes });
}

/** Leaves x classes, row-major: the weights of each leaf. */
function leafTable({ classes, leafStart, leafClass, leafWeight }: Forest): Uint8Array {
  const table = new Uint8Array((leafStart.length - 1) * classes);
  for (let leaf = 0; leaf + 1 < leafStart.length; leaf += 1) {
    for (let pair = leafStart[leaf]!; pair < leafStart[leaf + 1]!; pair += 1) {
      table[leaf * classes + leafClass[pair]!] = leafWeight[pair]!;
    }
  }
  return table;
}
