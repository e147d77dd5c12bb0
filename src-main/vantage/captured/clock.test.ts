import { describe, expect, it } from 'vitest';
import { Random } from '../../contract/random';
import { alignInTime } from './align';
import { fitClock } from './clock';
import type { Events } from './events';
import { matchEvents } from './match';
import { settleClock } from './settle-clock';

const START = 1_700_000_000;

interface Sketch {
  readonly time: number;
  readonly key: number;
}

function eventsOf(sketches: readonly Sketch[]): Events {
  return {
    count: sketches.length,
    time: Float64Array.from(sketches, ({ time }) => time),
    key: Float64Array.from(sketches, ({ key }) => key),
  };
}

/** Packets of so many seconds, of 30 lengths some of which are common, both ways. */
function traffic(seconds: number, count: number, seed = 1): Sketch[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => ({
    time: START + (i * seconds) / count + random.between(0, 0.001),
    key:
      2 * (64 + Math.floor(30 * random.between(0, 1) ** 3)) + (random.between(0, 1) < 0.5 ? 1 : 0),
  }));
}

/** The same outside: some lost, some new, later or earlier by the delay, on another clock. */
function outside(
  inner: readonly Sketch[],
  offset: number,
  ppm: number,
): (Sketch & { i: number })[] {
  const random = new Random(7);
  return inner
    .flatMap(({ time, key }, i) => {
      const delay = random.between(0.0001, 0.0012) * (key % 2 === 1 ? 1 : -1);
      const lost = random.between(0, 1) < 0.02;
      const at = time + delay;
      const seen = at + offset + (at - START) * (ppm / 1e6);
      const extra = random.between(0, 1) < 0.02 ? [{ time: seen + 0.01, key, i: -1 }] : [];
      return lost ? extra : [{ time: seen, key, i }, ...extra];
    })
    .sort((a, b) => a.time - b.time);
}

describe('the clocks of two captures', () => {
  it.each([
    [0, 0, 60],
    [7200, 0, 60],
    [-36_000.5, 0, 3600],
    [0.000_37, 50, 3600],
    [0.9, -200, 86_400],
    [3600, 200, 86_400],
  ])('are %f s and %f ppm apart, over %i s', (offset, ppm, seconds) => {
    const inner = traffic(seconds, 8000);
    const fit = fitClock(eventsOf(inner), eventsOf(outside(inner, offset, ppm)));
    expect(fit).not.toBeNull();
    expect(Math.abs(fit!.offsetSeconds - offset)).toBeLessThan(0.002);
    // Over a minute a drift moves packets by less than their delays do.
    if (seconds >= 3600) expect(Math.abs(fit!.driftPpm - ppm)).toBeLessThan(2);
  });

  it.each([
    [0, 0, 60],
    [-36_000.5, 12, 3600],
    [0.9, -200, 86_400],
  ])(
    'are set by the shortest delays of pairs: %f s and %f ppm over %i s',
    (offset, ppm, seconds) => {
      const inner = eventsOf(traffic(seconds, 8000));
      const outer = eventsOf(outside(traffic(seconds, 8000), offset, ppm));
      const rough = fitClock(inner, outer)!;
      const fit = settleClock(rough, inner, outer, matchEvents(inner, outer, rough, false));
      // Delays are 0.1 to 1.2 ms; the difference of the tenth of them both ways is far smaller.
      expect(Math.abs(fit.offsetSeconds - offset)).toBeLessThan(0.000_05);
      if (seconds >= 3600) expect(Math.abs(fit.driftPpm - ppm)).toBeLessThan(0.05);
      expect(fit.delaySeconds).toBeCloseTo(0.000_65, 4);
    },
  );

  it('cannot be told of other traffic', () => {
    const fit = fitClock(eventsOf(traffic(600, 3000, 1)), eventsOf(traffic(600, 3000, 2)));
    const right = fitClock(eventsOf(traffic(600, 3000, 1)), eventsOf(traffic(600, 3000, 1)));
    expect((fit?.votes ?? 0) / right!.votes).toBeLessThan(0.1);
  });
});

describe('matching', () => {
  it('gives packets their own though some are lost and some are new', () => {
    const inner = traffic(600, 6000);
    const outer = outside(inner, 12.5, 30);
    const events = eventsOf(outer);
    const clock = fitClock(eventsOf(inner), events)!;
    const given = matchEvents(eventsOf(inner), events, clock, false);
    const known = outer.filter(({ i }) => i >= 0).length;
    const right = outer.filter(({ i }, j) => i >= 0 && given[j] === i).length;
    expect(right / known).toBeGreaterThan(0.99);
  });

  it('keeps the order and passes over what is missing on either side', () => {
    const times = (...values: number[]): Float64Array => Float64Array.from(values);
    expect([...alignInTime(times(1, 2, 3), times(1.1, 2.1, 3.1), 0.5)]).toEqual([0, 1, 2]);
    expect([...alignInTime(times(1, 2, 3), times(1.1, 3.1), 0.5)]).toEqual([0, -1, 1]);
    expect([...alignInTime(times(1, 3), times(1.1, 2.1, 3.1), 0.5)]).toEqual([0, 2]);
    expect([...alignInTime(times(1, 1.2, 1.4), times(1.21, 1.41), 0.5)]).toEqual([-1, 0, 1]);
    expect([...alignInTime(times(1), times(2), 0.5)]).toEqual([-1]);
    expect([...alignInTime(times(), times(2), 0.5)]).toEqual([]);
  });
});
