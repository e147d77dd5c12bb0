import { describe, expect, it } from 'vitest';
import { Random } from '../../contract/random';
import { Day } from './day';

const HOUR = 3600;
const everywhere = { morning: 1, away: 1, evening: 1, sleep: 1 };

describe('a day of 24 hours and more', () => {
  const day = new Day(48 * HOUR);

  it.each([
    [0, 'morning'],
    [2.4, 'morning'],
    [2.6, 'away'],
    [10.9, 'away'],
    [11.1, 'evening'],
    [17.1, 'sleep'],
    [23.9, 'sleep'],
    [24.1, 'morning'],
  ])('is by the clock: %s h after 06:00 is %s', (hours, phase) => {
    expect(day.phaseAt(hours * HOUR)).toBe(phase);
  });

  it('spreads things over both days', () => {
    const times = day.spread(new Random(1), 10, everywhere, 1);
    expect(times).toHaveLength(20);
    expect(times.filter((time) => time < 24 * HOUR)).toHaveLength(10);
  });
});

describe('a shorter one', () => {
  const day = new Day(2 * HOUR);

  it('holds every part of a whole day', () => {
    expect(day.spans().map(({ phase }) => phase)).toEqual(['morning', 'away', 'evening', 'sleep']);
    expect(day.spans().at(-1)?.to).toBe(2 * HOUR);
  });

  it('spreads a whole day of things, in order and apart', () => {
    const times = day.spread(new Random(3), 12, everywhere, 45);
    expect(times).toHaveLength(12);
    for (let i = 1; i < times.length; i += 1) {
      expect((times[i] as number) - (times[i - 1] as number)).toBeGreaterThanOrEqual(45);
    }
  });

  it('does nothing where the weight is nothing', () => {
    const weights = { morning: 0, away: 1, evening: 0, sleep: 0 };
    const times = day.spread(new Random(4), 30, weights, 1);
    expect(times.length).toBeGreaterThan(20);
    for (const time of times) expect(day.phaseAt(time)).toBe('away');
  });
});
