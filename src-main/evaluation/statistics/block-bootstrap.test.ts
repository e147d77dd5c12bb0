import { describe, expect, it } from 'vitest';
import { Random } from '../../contract/random';
import { blockBootstrap } from './block-bootstrap';

const share = (sums: Float64Array): number | null =>
  sums[0] === 0 ? null : (sums[1] as number) / (sums[0] as number);

describe('the block bootstrap', () => {
  it('covers a mean of independent blocks as often as it says', () => {
    let covered = 0;
    for (let study = 0; study < 200; study++) {
      const random = new Random(1000 + study);
      const blocks = Array.from({ length: 40 }, () =>
        Float64Array.of(1, random.uniform() < 0.3 ? 1 : 0),
      );
      const { low, high } = blockBootstrap(blocks, share, study) as { low: number; high: number };
      if (low <= 0.3 && high >= 0.3) covered++;
    }
    // 95 %, somewhat less with 40 blocks.
    expect(covered).toBeGreaterThan(178);
    expect(covered).toBeLessThan(199);
  });

  it('says nothing with too few blocks, and is exact where all are alike', () => {
    expect(blockBootstrap([Float64Array.of(1, 1)], share, 1)).toBeNull();
    const alike = Array.from({ length: 10 }, () => Float64Array.of(4, 1));
    expect(blockBootstrap(alike, share, 1)).toEqual({ low: 0.25, high: 0.25 });
  });
});
