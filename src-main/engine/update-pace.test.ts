import { describe, expect, it } from 'vitest';
import { UpdatePace } from './update-pace';

/** Times, in milliseconds, at which is told when it is asked every `step`. */
function toldWithin(milliseconds: number, step: number, changes: (time: number) => boolean) {
  const pace = new UpdatePace();
  const told: number[] = [];
  for (let time = 0; time < milliseconds; time += step) {
    if (changes(time)) pace.change();
    if (pace.isDue(time)) told.push(time);
  }
  return told;
}

describe('updates', () => {
  it('come ten times a second when something always changes, however often it is asked', () => {
    for (const step of [1, 7, 25]) {
      const told = toldWithin(10_000, step, () => true);
      expect(told.length).toBeLessThanOrEqual(100);
      expect(told.length).toBeGreaterThan(75);
      const gaps = told.slice(1).map((time, i) => time - (told[i] as number));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
    }
  });

  it('come once a second when nothing does', () => {
    expect(toldWithin(5000, 25, () => false)).toEqual([0, 1000, 2000, 3000, 4000]);
  });

  it('tell a change after silence at once', () => {
    expect(toldWithin(1000, 25, (time) => time === 525)).toEqual([0, 525]);
  });

  it('take a fifth of the time at the most', () => {
    const gapAfter = (took: number): number => {
      const pace = new UpdatePace();
      pace.isDue(0);
      pace.took(took);
      pace.change();
      let time = 0;
      while (!pace.isDue(time)) time++;
      return time;
    };
    expect([0, 5, 20, 60, 150, 500].map(gapAfter)).toEqual([100, 100, 100, 300, 750, 2500]);
  });
});
