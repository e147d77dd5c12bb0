import { describe, expect, it } from 'vitest';
import { extentOf, lanePaths, type StripLane } from './strip-paths';

const size = { width: 100, height: 20, bins: 4, most: 100 };

/** The bars of a path as [left, top, width, height]. */
function bars(path: string): number[][] {
  return [...path.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z/g)].map(
    ([, x, y, w, h]) => [x, y, w, h].map(Number),
  );
}
const lane = (packets: number[], labelled: number[], correct: number[]): StripLane => ({
  type: 'camera',
  packets,
  labelled,
  correct,
});

describe('a lane', () => {
  it('stacks right, wrong and not yet named, as shares of a bar as high as the lane', () => {
    const { right, wrong, unlabelled } = lanePaths(lane([100], [80], [60]), size);
    expect(bars(right)).toEqual([[0, 8, 24, 12]]);
    expect(bars(wrong)).toEqual([[0, 4, 24, 4]]);
    expect(bars(unlabelled)).toEqual([[0, 0, 24, 4]]);
  });

  it('draws heights as logarithms: 9 of 99 is half as high', () => {
    const { right } = lanePaths(lane([0, 9], [0, 9], [0, 9]), { ...size, most: 99 });
    expect(bars(right)).toEqual([[25, 10, 24, 10]]);
  });

  it('draws nothing where nothing was, and little where there was little', () => {
    expect(lanePaths(lane([0, 0], [0, 0], [0, 0]), size)).toEqual({
      right: '',
      wrong: '',
      unlabelled: '',
    });
    const few = lanePaths(lane([1], [0], [0]), { ...size, most: 1_000_000 });
    expect(bars(few.unlabelled)[0]?.[3]).toBe(1.5);
  });

  it('never draws more named than there were', () => {
    const { right, wrong, unlabelled } = lanePaths(lane([10], [12], [11]), size);
    expect(bars(right)).toHaveLength(1);
    expect([wrong, unlabelled]).toEqual(['', '']);
  });
});

it('finds how many bins there are, and the fullest', () => {
  expect(extentOf([lane([1, 7, 3], [], []), lane([2], [], [])])).toEqual({ bins: 3, most: 7 });
  expect(extentOf([])).toEqual({ bins: 0, most: 1 });
});
