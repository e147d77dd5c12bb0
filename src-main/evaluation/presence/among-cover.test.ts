import { describe, expect, it } from 'vitest';
import { NO_CLASS } from '../truth';
import { presenceF1 } from './among-cover';

const labels = ['lamp', 'non-iot'];
/** Three packets in each of two windows of six minutes. */
const time = Float64Array.of(0, 1, 2, 360, 361, 362);

describe('presence among cover', () => {
  it('is 1 where every window is told by its own packets', () => {
    const truth = Uint16Array.of(0, 0, 0, 0, 0, 0);
    expect(presenceF1({ time, labels, truth, given: truth })).toBe(1);
  });

  it('counts cover that is taken for a device', () => {
    const truth = Uint16Array.of(0, 0, 0, NO_CLASS, NO_CLASS, NO_CLASS);
    const given = new Uint16Array(6);
    // One window right, one claimed for nothing: 2 * 1 / (2 + 1).
    expect(presenceF1({ time, labels, truth, given })).toBeCloseTo(2 / 3, 12);
  });

  it('is null where no smart device was there', () => {
    const truth = Uint16Array.of(1, 1, 1, 1, 1, 1);
    expect(presenceF1({ time, labels, truth, given: truth })).toBeNull();
  });
});
