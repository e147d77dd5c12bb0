import { describe, expect, it } from 'vitest';
import { NO_CLASS } from '../truth';
import { countTypes, presenceF1 } from './among-cover';

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

describe('counting among cover', () => {
  const three = ['lamp', 'lock', 'non-iot'];

  it('is right where as many types are claimed as are there', () => {
    const truth = Uint16Array.of(0, 0, 0, 1, 1, 1);
    expect(countTypes({ time, labels: three, truth, given: truth })).toEqual({
      meanAbsoluteError: 0,
      constantError: 0,
      meanPresent: 1,
    });
  });

  it('counts types too many and too few alike', () => {
    // First window: the lamp and the lock are there, both packets too few to claim one. Second: cover alone.
    const truth = Uint16Array.of(0, 1, 2, NO_CLASS, NO_CLASS, NO_CLASS);
    const given = Uint16Array.of(0, 1, 2, 0, 0, 0);
    // Two missed and one made up, in two windows; two there in the first, none in the second.
    expect(countTypes({ time, labels: three, truth, given })).toEqual({
      meanAbsoluteError: 1.5,
      // Always two, or always none: right in one window, wrong by two in the other.
      constantError: 1,
      meanPresent: 1,
    });
  });

  it('asks how many, not which', () => {
    const truth = Uint16Array.of(0, 0, 0, 1, 1, 1);
    const given = Uint16Array.of(1, 1, 1, 0, 0, 0);
    expect(countTypes({ time, labels: three, truth, given })?.meanAbsoluteError).toBe(0);
    expect(presenceF1({ time, labels: three, truth, given })).toBe(0);
  });

  it('is null where no smart device was there', () => {
    const truth = Uint16Array.of(2, 2, 2, 2, 2, 2);
    expect(countTypes({ time, labels: three, truth, given: truth })).toBeNull();
  });
});
