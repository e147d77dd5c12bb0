/** Units that a leaf shares out among the classes: so that a share takes one byte. */
export const LEAF_UNITS = 255;

/**
 * What leaves say, each as its classes and their weights. The weights of a leaf are whole and make
 * `LEAF_UNITS` together: so sums of them are exact in any order, and every runtime gives the same
 * probabilities.
 */
export interface Leaves {
  /** Where each leaf's classes begin in the two arrays below; leaves + 1 long. */
  readonly leafStart: Int32Array;
  /** Classes with a weight in the leaf, ascending. */
  readonly leafClass: Uint16Array;
  readonly leafWeight: Uint8Array;
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
