/** A node of the graph after its trees, as plain as the writer writes and the reader expects it. */
export interface VoteNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Attributes, all of them integers. */
  readonly integers: Readonly<Record<string, number>>;
}

/** Operator set that the nodes are of, and that of `TreeEnsemble`. */
export const STANDARD_SET = 17;
export const TREE_SET = 5;

/** Name of what a tree answers. */
export const leafOf = (tree: number): string => `leaf ${tree}`;

const FLOAT = 1;
const INT32 = 6;

/**
 * How the leaves that the trees answer become `label` and `probabilities`: each is the number of a row
 * of `table`, whose weights are summed. Initializers: `table` [rows, classes] uint8, `trees` [1] int64
 * (the axis of the sum), `share` [1] float32 (see `shareOf`).
 */
export function voteNodes(trees: number): VoteNode[] {
  return [
    { op: 'Cast', inputs: ['table'], outputs: ['weights'], integers: { to: FLOAT } },
    {
      op: 'Concat',
      inputs: Array.from({ length: trees }, (_, tree) => leafOf(tree)),
      outputs: ['leaves'],
      integers: { axis: 1 },
    },
    { op: 'Cast', inputs: ['leaves'], outputs: ['rows'], integers: { to: INT32 } },
    { op: 'Gather', inputs: ['weights', 'rows'], outputs: ['shares'], integers: {} },
    {
      op: 'ReduceSum',
      inputs: ['shares', 'trees'],
      outputs: ['sums'],
      integers: { keepdims: 0 },
    },
    { op: 'ArgMax', inputs: ['sums'], outputs: ['label'], integers: { axis: 1, keepdims: 0 } },
    { op: 'Mul', inputs: ['sums', 'share'], outputs: ['probabilities'], integers: {} },
  ];
}
