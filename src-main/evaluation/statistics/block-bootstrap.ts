import { Random } from '../../contract/random';

const DRAWS = 400;
/** With fewer blocks an interval would say nothing. */
const FEWEST_BLOCKS = 5;

/**
 * 95 % interval of a statistic by the bootstrap over blocks of time: neighbouring packets are alike, so whole
 * blocks are drawn with replacement (Künsch 1989), and the statistic is that of their summed counts.
 * @param blocks counts of each block, lists of one length
 * @param statistic of summed counts; null where it is not defined, such draws are left out
 * @returns null with too few blocks
 */
export function blockBootstrap(
  blocks: readonly Float64Array[],
  statistic: (sums: Float64Array) => number | null,
  seed: number,
): { low: number; high: number } | null {
  if (blocks.length < FEWEST_BLOCKS) return null;
  const random = new Random(seed);
  const values: number[] = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    const value = statistic(sumOf(blocks.map(() => random.pick(blocks))));
    if (value !== null) values.push(value);
  }
  if (values.length < DRAWS / 2) return null;
  values.sort((one, other) => one - other);
  const at = (share: number): number =>
    values[Math.min(values.length - 1, Math.floor(share * values.length))] as number;
  return { low: at(0.025), high: at(0.975) };
}

/** Entry by entry. */
export function sumOf(blocks: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(blocks[0]?.length ?? 0);
  for (const block of blocks) for (let i = 0; i < sums.length; i++) sums[i]! += block[i] as number;
  return sums;
}
