/** Leaf weights are whole numbers of this unit: 2^-23, so that float32 holds all their sums. */
export const UNIT = 2 ** -23;

/** The units that each leaf of a tree shares out; over all trees they are 2^23. */
export function unitsOfTree(tree: number, trees: number): number {
  const all = 2 ** 23;
  return Math.floor(((tree + 1) * all) / trees) - Math.floor((tree * all) / trees);
}

/**
 * Shares `units` out in proportion to `weights`, in whole numbers that sum to `units`: the largest
 * remainders get one more, the first of equals first.
 *
 * @param out as long as `weights`; overwritten
 */
export function apportion(weights: Int32Array, units: number, out: Int32Array): void {
  let sum = 0;
  for (const weight of weights) sum += weight;
  let left = units;
  const remainders: { index: number; remainder: number }[] = [];
  for (let index = 0; index < weights.length; index += 1) {
    const exact = (weights[index]! * units) / sum;
    const whole = Math.floor(exact);
    out[index] = whole;
    left -= whole;
    if (exact > whole) remainders.push({ index, remainder: exact - whole });
  }
  if (left === 0) return;
  remainders.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (let i = 0; i < left; i += 1) out[remainders[i]!.index]! += 1;
}
