import type { Forest } from '../forest';
import { tensor, type AttributeValue } from './graph';

/** Attributes of a `TreeEnsemble` that are the same in every tree of ours: sums as they are. */
export const sameInAll = { n_targets: 1, aggregate_function: 1, post_transform: 0 } as const;

/**
 * The attributes of one tree: decisions and leaves numbered apart, each in the order of the forest.
 * All decisions are `<=`, which is mode 0.
 */
export function treeAttributes(
  { roots, feature, threshold, right }: Forest,
  tree: number,
): Record<string, AttributeValue> {
  const root = roots[tree]!;
  const end = roots[tree + 1]!;
  const isLeaf = (at: number): boolean => feature[at]! < 0;
  // A tree of a single leaf is written as a decision with that leaf on both sides.
  const decides = (at: number): boolean => !isLeaf(at) || at === root;

  const numberOf = new Int32Array(end - root);
  const rows: number[] = [];
  let decisions = 0;
  for (let at = root; at < end; at += 1) {
    if (isLeaf(at)) numberOf[at - root] = rows.push(right[at]!) - 1;
    else numberOf[at - root] = decisions;
    if (decides(at)) decisions += 1;
  }

  const splits = new Float32Array(decisions);
  const features = new Int32Array(decisions);
  const children = [new Int32Array(decisions), new Int32Array(decisions)] as const;
  const areLeaves = [new Uint8Array(decisions), new Uint8Array(decisions)] as const;
  let decision = 0;
  for (let at = root; at < end; at += 1) {
    if (!decides(at)) continue;
    splits[decision] = threshold[at]!;
    features[decision] = Math.max(0, feature[at]!);
    const sides = isLeaf(at) ? [at, at] : [at + 1, right[at]!];
    sides.forEach((child, side) => {
      areLeaves[side]![decision] = isLeaf(child) ? 1 : 0;
      children[side]![decision] = numberOf[child - root]!;
    });
    decision += 1;
  }
  const leaves = rows.length;
  return {
    nodes_splits: { tensor: tensor('splits', [decisions], splits) },
    nodes_featureids: { ints: features },
    nodes_modes: { tensor: tensor('modes', [decisions], new Uint8Array(decisions)) },
    nodes_truenodeids: { ints: children[0] },
    nodes_trueleafs: { ints: areLeaves[0] },
    nodes_falsenodeids: { ints: children[1] },
    nodes_falseleafs: { ints: areLeaves[1] },
    leaf_targetids: { ints: new Uint8Array(leaves) },
    leaf_weights: { tensor: tensor('numbers', [leaves], Float32Array.from(rows)) },
    tree_roots: { ints: [0] },
    n_targets: { int: sameInAll.n_targets },
    aggregate_function: { int: sameInAll.aggregate_function },
    post_transform: { int: sameInAll.post_transform },
  };
}
