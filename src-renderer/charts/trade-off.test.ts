import type { ShapedRun } from '@contract/shaping';
import { describe, expect, it } from 'vitest';
import { namePlaces } from './name-places';
import {
  costTicks,
  paretoFront,
  placeOfCost,
  pointOfPublished,
  pointOfRun,
  type TradePoint,
} from './trade-off-data';

const point = (key: string, cost: number, protection: number, more = {}): TradePoint => ({
  key,
  kind: 'adaptive',
  cost,
  protection,
  low: null,
  high: null,
  feasible: true,
  ...more,
});
const keys = (points: readonly TradePoint[]) => paretoFront(points).map(({ key }) => key);

describe('the Pareto front', () => {
  it('leaves out what another run beats, the cheapest first', () => {
    const points = [
      point('dear and no better', 4, 0.5),
      point('best', 9, 0.9),
      point('cheap', 1, 0.2),
      point('middle', 3, 0.5),
      point('as dear as the middle and worse', 3, 0.4),
    ];
    expect(keys(points)).toEqual(['cheap', 'middle', 'best']);
  });

  it('keeps both of two that are the same, as neither beats the other', () => {
    expect(keys([point('a', 2, 0.5), point('b', 2, 0.5), point('c', 2, 0.4)])).toEqual(['a', 'b']);
  });

  it('does not mix in what flatters, or what cannot be kept up', () => {
    const points = [
      point('static', 1, 1, { kind: 'static' }),
      point('published', 1, 0.99, { kind: 'published' }),
      point('set now', 1, 0.98, { kind: 'now' }),
      point('infeasible', 1, 0.97, { feasible: false }),
      point('fair', 2, 0.3),
    ];
    expect(keys(points)).toEqual(['fair']);
  });

  it('is what trying all pairs gives', () => {
    const points = Array.from({ length: 60 }, (_, i) =>
      point(String(i), (i * 37) % 11, ((i * 53) % 13) / 13),
    );
    const beats = (a: TradePoint, b: TradePoint): boolean =>
      a.cost <= b.cost &&
      a.protection >= b.protection &&
      (a.cost < b.cost || a.protection > b.protection);
    const expected = points.filter((one) => !points.some((other) => beats(other, one)));
    expect(keys(points).sort()).toEqual(expected.map(({ key }) => key).sort());
  });
});

describe('a point', () => {
  const figures = (value: number) => ({ iotAccuracy: { value, low: value - 0.1, high: 1.02 } });
  const run = {
    cost: { bytesRatio: 3, latencySeconds: { p95: 0.25 }, feasible: true },
    static: figures(0.1),
    adaptive: figures(0.6),
  } as unknown as ShapedRun;

  it('is of the adversary who adapts where there is one, its interval turned over and within 0 and 1', () => {
    const made = pointOfRun('a', run, 'wait');
    expect(made).toMatchObject({
      kind: 'adaptive',
      cost: 0.25,
      protection: 0.4,
      low: 0,
      high: 0.5,
    });
    expect(pointOfRun('a', { ...run, adaptive: null }, 'bytes')).toMatchObject({
      kind: 'static',
      cost: 3,
      protection: 0.9,
    });
    const untested = { ...run.static, iotAccuracy: null };
    expect(pointOfRun('a', { ...run, adaptive: untested }, 'bytes')).toBeNull();
  });

  it('of the literature needs both a cost and what was told', () => {
    const front = { bytesRatio: 1.6, latencySeconds: null, accuracyAfter: 0.2 } as Parameters<
      typeof pointOfPublished
    >[1];
    expect(pointOfPublished('p', front, 'bytes')).toMatchObject({ cost: 1.6, protection: 0.8 });
    expect(pointOfPublished('p', front, 'wait')).toBeNull();
    expect(pointOfPublished('p', { ...front, accuracyAfter: null }, 'bytes')).toBeNull();
  });

  it('stands by the logarithm of its cost, within the ticks', () => {
    expect(placeOfCost(0.5, 'bytes')).toBe(0);
    expect(placeOfCost(10, 'bytes')).toBe(1);
    expect(placeOfCost(0, 'wait')).toBe(0);
    expect(placeOfCost(0.009, 'wait')).toBe(1);
    expect(costTicks([], 'bytes').at(-1)).toBe(3);
    expect(costTicks([point('a', 66, 1)], 'bytes').at(-1)).toBe(100);
    expect(costTicks([point('a', 75, 1)], 'wait').at(-1)).toBe(60);
  });
});

describe('names beside marks', () => {
  it('stand where they cover nothing, and go where there is no room', () => {
    const at = (x: number, y: number, width = 60) => ({ x, y, width });
    const places = namePlaces([at(100, 100), at(130, 100), at(290, 100), at(20, 100, 400)], 300);
    // The second mark is in the way to the right of the first; it has its own name on the right.
    expect(places[0]).toEqual({ x: 90, y: 100, anchor: 'end' });
    expect(places[1]).toEqual({ x: 140, y: 100, anchor: 'start' });
    expect(places[2]).toEqual({ x: 280, y: 100, anchor: 'end' });
    expect(places[3]).toBeNull();
  });
});
