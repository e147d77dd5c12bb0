import { describe, expect, it } from 'vitest';
import { Random } from '../contract/random';
import type { View } from '../contract/vantage';
import { bytesWithin, countsWithin, sameKindDistances } from './rhythm';

function randomView(count: number, seed: number, withPorts: boolean): View {
  const random = new Random(seed);
  const time = Float64Array.from({ length: count }, () => random.between(0, 2000)).sort();
  return {
    vantage: 'wireguard',
    count,
    time,
    length: Uint32Array.from({ length: count }, () => 100 + random.integer(4)),
    direction: Uint8Array.from({ length: count }, () => random.integer(2)),
    serverPort: withPorts ? Uint16Array.from({ length: count }, () => random.integer(3)) : null,
    protocols: null,
  };
}

describe.each([false, true])('rhythm features against the plain definition, ports: %s', (ports) => {
  const view = randomView(400, 7, ports);
  const { time } = view;
  const others = (i: number): number[] => [...time.keys()].filter((j) => j !== i);
  const alike = (i: number): number[] =>
    others(i).filter(
      (j) =>
        view.length[j] === view.length[i] &&
        view.direction[j] === view.direction[i] &&
        view.serverPort?.[j] === view.serverPort?.[i],
    );

  it.each([1, 10, 60])('counts packets within %i s', (span) => {
    const counts = countsWithin(view, span);
    for (let i = 0; i < view.count; i++) {
      const expected = others(i).filter((j) => Math.abs(time[j]! - time[i]!) <= span).length;
      expect(counts[i]).toBe(expected);
    }
  });

  it.each([0, 1])('sums the bytes of direction %i within ten seconds', (direction) => {
    const sums = bytesWithin(view, direction, 10);
    for (let i = 0; i < view.count; i++) {
      const near = [...time.keys()].filter((j) => Math.abs(time[j]! - time[i]!) <= 10);
      const expected = near
        .filter((j) => view.direction[j] === direction)
        .reduce((sum, j) => sum + view.length[j]!, 0);
      expect(sums[i]).toBe(expected);
    }
  });

  it('finds the nearest packets of the same length and direction', () => {
    const same = sameKindDistances(view, 3600);
    for (let i = 0; i < view.count; i++) {
      const before = alike(i).filter((j) => j < i);
      const after = alike(i).filter((j) => j > i);
      const gap = (j: number | undefined): number =>
        j === undefined ? 3600 : Math.abs(time[j]! - time[i]!);
      expect(same.since[i]).toBe(gap(before.at(-1)));
      expect(same.sinceSecond[i]).toBe(gap(before.at(-2)));
      expect(same.until[i]).toBe(gap(after[0]));
      expect(same.untilSecond[i]).toBe(gap(after[1]));
      const within = (span: number): number =>
        alike(i).filter((j) => Math.abs(time[j]! - time[i]!) <= span).length;
      expect(same.withinMinute[i]).toBe(within(60));
      expect(same.withinTenMinutes[i]).toBe(within(600));
    }
  });
});
