import { describe, expect, it } from 'vitest';
import { Random } from '../../contract/random';
import type { View } from '../../contract/vantage';
import { composeView, rowsWhere } from '../../features';
import type { TypePackets } from './owners';
import { Superposition } from './superpose';

/** A type's packet of 100 B every 20 s, and one of 200 B of another device every 7 s, for an hour. */
const moments = [
  ...Array.from({ length: 180 }, (_, i) => ({ time: 1000 + 20 * i, length: 100 })),
  ...Array.from({ length: 514 }, (_, i) => ({ time: 1003 + 7 * i, length: 200 })),
].sort((one, other) => one.time - other.time);
const view: View = {
  vantage: 'wireguard',
  count: moments.length,
  time: Float64Array.from(moments, ({ time }) => time),
  length: Uint32Array.from(moments, ({ length }) => length),
  direction: new Uint8Array(moments.length),
  serverPort: null,
  protocols: null,
};
const own = Uint8Array.from(moments, ({ length }) => Number(length === 100));
const rows = rowsWhere(own);
const packets: TypePackets = {
  own,
  rows,
  times: Float64Array.from(rows, (row) => view.time[row]!),
  devices: [rows],
  without: composeView(view, rowsWhere(own.map((one) => 1 - one))),
};

describe('a crowd', () => {
  const ground = new Superposition(view, packets, 360);
  const ofLength = ({ length, time }: View, wanted: number): number[] =>
    [...time].filter((_, i) => length[i] === wanted);

  it('is the packets of so many devices on those of the others, all within the window', () => {
    expect(ground.size).toBeGreaterThan(30);
    for (const devices of [0, 1, 5, 100]) {
      const { view: crowd, end } = ground.draw(devices, new Random(devices));
      expect([...crowd.time]).toEqual([...crowd.time].sort((one, other) => one - other));
      expect(crowd.time[0]).toBeGreaterThanOrEqual(end - 360);
      expect(crowd.time[crowd.count - 1]).toBeLessThan(end);
      // 18 in 360 s of each; the others as they were.
      expect(ofLength(crowd, 100)).toHaveLength(18 * devices);
      expect(Math.abs(ofLength(crowd, 200).length - 51.4)).toBeLessThan(1);
    }
  });

  it('is no number of copies that begin alike', () => {
    const { view: crowd } = ground.draw(20, new Random(4));
    const phases = new Set(ofLength(crowd, 100).map((time) => Math.round(100 * (time % 20))));
    expect(phases.size).toBeGreaterThan(15);
  });

  it('is of different segments as long as there are enough', () => {
    const { segments } = ground.choose(ground.size, new Random(1));
    expect(new Set(segments).size).toBe(ground.size);
    expect(ground.choose(2 * ground.size, new Random(1)).segments).toHaveLength(2 * ground.size);
  });
});
