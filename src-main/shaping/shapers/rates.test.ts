import { describe, expect, it } from 'vitest';
import { REAL } from '../../contract/shaping';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { type Traffic, TrafficWriter } from '../traffic';
import { LARGEST, rows, shape, START } from './testing/streams';

describe('rates', () => {
  const quiet = (seconds: number): Traffic => {
    const writer = new TrafficWriter();
    writer.add(START, 100, OUTBOUND, 0, 0, REAL);
    writer.add(START + 0.001, 100, INBOUND, 0, 1, REAL);
    writer.add(START + seconds, 100, OUTBOUND, 0, 2, REAL);
    return writer.take();
  };

  it('of a constant rate are constant, with one size', () => {
    const shaped = shape('constant-rate:interval=0.1,size=512', quiet(60));
    for (const way of [INBOUND, OUTBOUND]) {
      const times = rows(shaped)
        .filter((i) => shaped.direction[i] === way)
        .map((i) => shaped.time[i] as number);
      expect(times).toHaveLength(601);
      times.forEach((time, k) => expect(time).toBeCloseTo(START + k * 0.1, 5));
    }
    expect(new Set(shaped.size)).toEqual(new Set([512]));
  });

  it('of Tamaraw end with a multiple each way', () => {
    const shaped = shape('tamaraw:multiple=50,idle=2,in=0.01,out=0.04', quiet(600));
    for (const way of [INBOUND, OUTBOUND]) {
      const packets = shaped.direction.filter((one) => one === way).length;
      expect(packets % 50).toBe(0);
      expect(packets).toBeGreaterThan(0);
    }
  });

  it('of BuFLO stop after tau once nothing waits', () => {
    const shaped = shape('constant-rate:stop=idle,tau=10,interval=0.02', quiet(600));
    const gaps = rows(shaped)
      .slice(1)
      .filter((i) => (shaped.time[i] as number) - (shaped.time[i - 1] as number) > 1);
    expect(gaps).toHaveLength(1);
    expect((shaped.time[(gaps[0] as number) - 1] as number) - START).toBeCloseTo(9.98, 1);
  });

  it('of STP put R T packets each way into a period, and cover in its share of the slots', () => {
    const shaped = shape('stp:rate=50,period=1,q=0.2,pad=mtu', quiet(2000));
    const perWay = shaped.direction.filter((one) => one === OUTBOUND).length;
    expect(perWay % 50).toBe(0);
    const periods = perWay / 50;
    // Two periods are real; 2000 slots with chance 0.2: 400 +- 4 standard deviations of 18.
    expect(Math.abs(periods - 402)).toBeLessThan(72);
    expect(new Set(shaped.size)).toEqual(new Set([LARGEST]));
  });

  it('of private intervals are packets of one size, at most the cap, sent within their interval', () => {
    const shaped = shape('dp:period=0.25,cap=6000,epsilon=4', quiet(60));
    const sizes = new Set(shaped.size);
    expect(sizes.size).toBe(1);
    const [size] = sizes as Set<number>;
    const perTick = new Map<string, number>();
    for (const i of rows(shaped)) {
      const tick = Math.floor(((shaped.time[i] as number) - START) / 0.25 + 1e-6);
      const key = `${tick} ${shaped.direction[i]}`;
      perTick.set(key, (perTick.get(key) ?? 0) + 1);
    }
    expect(Math.max(...perTick.values())).toBeLessThanOrEqual(6000 / (size as number));
  });
});
