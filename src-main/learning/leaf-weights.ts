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
 * @param weights not negative, at least one above 0
 * @param out as long as `weights`; overwritten
 */
export function apportion(weights: Int32Array, units: number, out: Int32Array): void {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) sum += weights[i]!;
  let left = units;
  for (let i = 0; i < weights.length; i += 1) {
    out[i] = Math.floor((weights[i]! * units) / sum);
    left -= out[i]!;
  }
  for (; left > 0; left -= 1) {
    let neediest = -1;
    let need = 0;
    for (let i = 0; i < weights.length; i += 1) {
      // One that got its share rounded up already has a negative need.
      const short = weights[i]! * units - out[i]! * sum;
      if (short > need) {
        need = short;
        neediest = i;
      }
    }
    out[neediest]! += 1;
  }
}
