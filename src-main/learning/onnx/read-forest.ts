import { shareOf, type Forest } from '../forest';
import { LEAF_UNITS, type Leaves } from '../leaf-weights';
import { MalformedMessage } from './protobuf-reader';
import { readModel, type ReadModel, type ReadNode, type ReadTensor } from './read-graph';
import { readTree } from './read-tree';
import { leafOf, STANDARD_SET, TREE_SET, voteNodes, type VoteNode } from './vote-nodes';

/** A column is a positive int16. */
const MOST_COLUMNS = 32_767;

/**
 * Reads a forest back from what `encodeForest` wrote. Nothing else is taken for one: what the reader
 * makes of a file is what every ONNX runtime computes from it.
 *
 * @param expect what its inputs and outputs must be
 * @throws MalformedMessage on anything else
 */
export function readForest(
  bytes: Uint8Array,
  expect: { readonly columns: number; readonly classes: number },
): Forest {
  const model = readModel(bytes);
  if (expect.columns > MOST_COLUMNS) throw new MalformedMessage('it has too many columns');
  checkValues(model, expect);
  const trees = checkNodes(model);
  const { columns, classes } = expect;
  const leaves = leavesOf(model, classes);
  const rows = leaves.leafStart.length - 1;
  const all = model.nodes.slice(0, trees).map((node) => readTree(node.attributes, columns, rows));
  const nodes = all.reduce((sum, tree) => sum + tree.feature.length, 0);
  const forest = {
    trees,
    classes,
    columns,
    roots: new Int32Array(trees + 1),
    feature: new Int16Array(nodes),
    threshold: new Float32Array(nodes),
    right: new Int32Array(nodes),
    ...leaves,
  };
  let first = 0;
  all.forEach(({ feature, threshold, right }, tree) => {
    forest.roots[tree] = first;
    forest.feature.set(feature, first);
    forest.threshold.set(threshold, first);
    for (let i = 0; i < right.length; i += 1) {
      forest.right[first + i] = right[i]! + (feature[i]! < 0 ? 0 : first);
    }
    first += feature.length;
  });
  forest.roots[trees] = nodes;
  return forest;
}

function checkValues(
  { inputs, outputs }: ReadModel,
  { columns, classes }: { readonly columns: number; readonly classes: number },
): void {
  check('input', inputs, [`features float32 [N, ${columns}]`]);
  check('output', outputs, ['label int64 [N]', `probabilities float32 [N, ${classes}]`]);

  function check(side: string, values: ReadModel['inputs'], wanted: readonly string[]): void {
    const given = values.map(({ name, type, shape }) => `${name} ${type} [${shape.join(', ')}]`);
    if (given.join() === wanted.join()) return;
    throw new MalformedMessage(`its ${side}s are ${given.join('; ')}, not ${wanted.join('; ')}`);
  }
}

/** That the nodes are trees and the vote upon them; how many trees. */
function checkNodes({ nodes, operatorSets, initializers }: ReadModel): number {
  if (operatorSets.get('') !== STANDARD_SET || operatorSets.get('ai.onnx.ml') !== TREE_SET) {
    throw new MalformedMessage('it is of another operator set');
  }
  const trees = nodes.findIndex(({ op }) => op !== 'TreeEnsemble');
  if (trees < 1) throw new MalformedMessage('it begins with no tree');
  nodes.slice(0, trees).forEach(({ domain, inputs, outputs }, tree) => {
    const is = [domain, ...inputs, ...outputs].join('\n');
    if (is !== ['ai.onnx.ml', 'features', leafOf(tree)].join('\n')) {
      throw new MalformedMessage(`tree ${tree} reads or gives something else`);
    }
  });
  const votes = voteNodes(trees);
  const rest = nodes.slice(trees);
  if (rest.length !== votes.length || !votes.every((vote, i) => isVote(rest[i]!, vote))) {
    throw new MalformedMessage('its trees vote in another way');
  }
  const axis = numbersOf(initializers, 'trees', 'int64', [1]);
  const share = numbersOf(initializers, 'share', 'float32', [1]);
  if (
    axis.getBigInt64(0, true) !== 1n ||
    share.getFloat32(0, true) !== shareOf(trees) ||
    initializers.size !== 3
  ) {
    throw new MalformedMessage('its trees vote in another way');
  }
  return trees;
}

function isVote({ op, domain, inputs, outputs, attributes }: ReadNode, vote: VoteNode): boolean {
  const names = (lists: readonly (readonly string[])[]): string => JSON.stringify(lists);
  const integers = Object.entries(vote.integers);
  return (
    op === vote.op &&
    domain === '' &&
    names([inputs, outputs]) === names([vote.inputs, vote.outputs]) &&
    attributes.size === integers.length &&
    integers.every(([name, value]) => attributes.get(name)?.integer === value)
  );
}

/** The table of leaves, of which each must give away all its units. */
function leavesOf({ initializers }: ReadModel, classes: number): Leaves {
  const rows = initializers.get('table')?.dimensions[0] ?? 0;
  const view = numbersOf(initializers, 'table', 'uint8', [rows, classes]);
  const table = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (classes > 65_535) throw new MalformedMessage('it has too many classes');
  const pairs = table.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
  const leafStart = new Int32Array(rows + 1);
  const leafClass = new Uint16Array(pairs);
  const leafWeight = new Uint8Array(pairs);
  let pair = 0;
  for (let row = 0; row < rows; row += 1) {
    let units = 0;
    for (let label = 0; label < classes; label += 1) {
      const weight = table[row * classes + label]!;
      if (weight === 0) continue;
      units += weight;
      leafClass[pair] = label;
      leafWeight[pair] = weight;
      pair += 1;
    }
    if (units !== LEAF_UNITS)
      throw new MalformedMessage('the weights of a leaf are not 1 together');
    leafStart[row + 1] = pair;
  }
  return { leafStart, leafClass, leafWeight };
}

function numbersOf(
  initializers: ReadModel['initializers'],
  name: string,
  type: ReadTensor['type'],
  dimensions: readonly number[],
): DataView {
  const tensor = initializers.get(name);
  if (tensor?.type !== type || tensor.dimensions.join() !== dimensions.join()) {
    throw new MalformedMessage(`${name} is not ${type} [${dimensions.join(', ')}]`);
  }
  const { buffer, byteOffset, byteLength } = tensor.bytes;
  return new DataView(buffer, byteOffset, byteLength);
}
