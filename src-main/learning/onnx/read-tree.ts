import { MalformedMessage, unpacked } from './protobuf-reader';
import type { ReadAttribute, ReadTensor } from './read-graph';
import { sameInAll } from './tree-attributes';

/** The nodes of one tree, numbered from 0, in preorder; see `Forest`. */
export interface ReadTree {
  readonly feature: Int16Array;
  readonly threshold: Float32Array;
  /** The right child of a decision; in a leaf its row of the table. */
  readonly right: Int32Array;
}

/** A tree as its attributes have it: decisions and leaves numbered apart. */
interface Parts {
  readonly splits: Float32Array;
  readonly features: Int32Array;
  /** Below the true and the false side: number of a decision or a leaf, and which of the two. */
  readonly children: readonly [Int32Array, Int32Array];
  readonly areLeaves: readonly [Int32Array, Int32Array];
  /** Row of the table for each leaf. */
  readonly rows: Float32Array;
}

type Attributes = ReadonlyMap<string, ReadAttribute>;

/**
 * Reads what `treeAttributes` wrote. Every decision and leaf must be reached exactly once from the
 * root, so that there are no cycles and no part is read twice.
 *
 * @param rows of the table of leaves
 * @throws MalformedMessage
 */
export function readTree(attributes: Attributes, columns: number, rows: number): ReadTree {
  const parts = partsOf(attributes, columns, rows);
  const { splits, features, children, areLeaves } = parts;
  const decisions = splits.length;
  const leaves = parts.rows.length;
  if (isSingleLeaf(parts)) {
    const right = Int32Array.from(parts.rows);
    return { feature: Int16Array.of(-1), threshold: new Float32Array(1), right };
  }
  const feature = new Int16Array(decisions + leaves);
  const threshold = new Float32Array(decisions + leaves);
  const right = new Int32Array(decisions + leaves);
  const seen = [new Uint8Array(decisions), new Uint8Array(leaves)] as const;
  // What waits: number, whether it is a leaf, and the node whose right child it is, -1 for none.
  const pending: [number, number, number][] = [[0, 0, -1]];
  let node = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop(), node += 1) {
    const [number, isLeaf, rightOf] = next;
    if (rightOf >= 0) right[rightOf] = node;
    if (seen[isLeaf as 0 | 1][number] !== 0) throw new MalformedMessage('two ways lead to a node');
    seen[isLeaf as 0 | 1][number] = 1;
    if (isLeaf === 1) {
      feature[node] = -1;
      right[node] = parts.rows[number]!;
      continue;
    }
    feature[node] = features[number]!;
    threshold[node] = splits[number]!;
    pending.push([children[1][number]!, areLeaves[1][number]!, node]);
    pending.push([children[0][number]!, areLeaves[0][number]!, -1]);
  }
  if (node !== decisions + leaves) throw new MalformedMessage('no way leads to a node');
  return { feature, threshold, right };
}

/** Written as a decision with that leaf on both sides. */
function isSingleLeaf({ splits, rows, areLeaves, children }: Parts): boolean {
  if (splits.length !== 1 || rows.length !== 1) return false;
  return [...areLeaves, ...children].flatMap((side) => [...side]).join() === '1,1,0,0';
}

function partsOf(attributes: Attributes, columns: number, rows: number): Parts {
  const splits = floats(attributes, 'nodes_splits');
  const decisions = splits.length;
  const numbers = floats(attributes, 'leaf_weights');
  const leaves = numbers.length;
  if (decisions === 0) throw new MalformedMessage('a tree has no decision');
  if (!splits.every(Number.isFinite)) throw new MalformedMessage('a split is no finite number');
  if (!numbers.every((row) => Number.isInteger(row) && row >= 0 && row < rows)) {
    throw new MalformedMessage('a leaf is no row of the table');
  }
  const modes = tensorOf(attributes, 'nodes_modes');
  if (modes.type !== 'uint8' || modes.bytes.some((mode) => mode !== 0)) {
    throw new MalformedMessage('a decision is not <=');
  }
  if (modes.bytes.length !== decisions)
    throw new MalformedMessage('nodes_modes has another length');
  const integers = (name: string, below: number, length: number): Int32Array => {
    const packed = attributes.get(name)?.integers ?? null;
    if (packed === null) throw new MalformedMessage(`a tree has no ${name}`);
    const values = unpacked(packed, below);
    if (values.length !== length) throw new MalformedMessage(`${name} has another length`);
    return values;
  };
  integers('leaf_targetids', 1, leaves);
  integers('tree_roots', 1, 1);
  for (const [name, value] of Object.entries(sameInAll)) {
    if (attributes.get(name)?.integer !== value) throw new MalformedMessage(`${name} is another`);
  }
  const most = 2 ** 31;
  const parts: Parts = {
    splits,
    features: integers('nodes_featureids', columns, decisions),
    children: [
      integers('nodes_truenodeids', most, decisions),
      integers('nodes_falsenodeids', most, decisions),
    ],
    areLeaves: [
      integers('nodes_trueleafs', 2, decisions),
      integers('nodes_falseleafs', 2, decisions),
    ],
    rows: numbers,
  };
  parts.children.forEach((side, index) => {
    const isLeaf = parts.areLeaves[index]!;
    if (side.some((child, i) => child >= (isLeaf[i] === 1 ? leaves : decisions))) {
      throw new MalformedMessage('a decision leads to a node that is not there');
    }
  });
  // Any other would change what the tree says.
  if (attributes.size !== ATTRIBUTES) throw new MalformedMessage('a tree has other attributes');
  return parts;
}

const ATTRIBUTES = 10 + Object.keys(sameInAll).length;

function tensorOf(attributes: Attributes, name: string): ReadTensor {
  const tensor = attributes.get(name)?.tensor ?? null;
  if (tensor === null) throw new MalformedMessage(`a tree has no ${name}`);
  return tensor;
}

/** A copy, as the bytes of a file begin anywhere. */
function floats(attributes: Attributes, name: string): Float32Array {
  const { type, bytes } = tensorOf(attributes, name);
  if (type !== 'float32') throw new MalformedMessage(`${name} is not float32`);
  return new Float32Array(new Uint8Array(bytes).buffer);
}
