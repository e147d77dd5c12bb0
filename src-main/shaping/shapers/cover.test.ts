import { describe, expect, it } from 'vitest';
import { DUMMY, REAL } from '../../contract/shaping';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { type Traffic, TrafficWriter } from '../traffic';
import { rows, shape, START } from './testing/streams';

/** So many sessions of one question and its answer, an hour apart; sizes 100 and 900. */
function sessions(count: number): Traffic {
  const writer = new TrafficWriter();
  for (let session = 0; session < count; session++) {
    writer.add(START + 3600 * session, 100, OUTBOUND, 0, 2 * session, REAL);
    writer.add(START + 3600 * session + 0.02, 900, INBOUND, 0, 2 * session + 1, REAL);
  }
  return writer.take();
}
const dummies = (shaped: Traffic, way: number): number[] =>
  rows(shaped).filter((i) => shaped.kind[i] === DUMMY && shaped.direction[i] === way);

describe('cover', () => {
  it('of FRONT has from 1 to its number in each session, Rayleigh in time, in sizes of the stream', () => {
    const count = 300;
    const shaped = shape('front:out=20,in=40,wmin=2,wmax=2,idle=60', sessions(count));
    for (const [way, most, size] of [
      [OUTBOUND, 20, 100],
      [INBOUND, 40, 900],
    ] as const) {
      const own = dummies(shaped, way);
      const after = own.map((i) => ((shaped.time[i] as number) - START) % 3600);
      const perSession = new Map<number, number>();
      for (const i of own) {
        const session = Math.floor(((shaped.time[i] as number) - START) / 3600);
        perSession.set(session, (perSession.get(session) ?? 0) + 1);
      }
      expect(perSession.size).toBe(count);
      expect(Math.max(...perSession.values())).toBeLessThanOrEqual(most);
      // Uniform from 1 to `most`: mean (most + 1) / 2, standard deviation most / sqrt 12, of 300 sessions.
      const error = most / Math.sqrt(12 * count);
      expect(Math.abs(own.length / count - (most + 1) / 2)).toBeLessThan(4 * error);
      // Rayleigh of scale 2: mean 2 sqrt(pi / 2) = 2.507, standard deviation 1.31.
      const mean = after.reduce((sum, one) => sum + one, 0) / after.length;
      expect(Math.abs(mean - 2 * Math.sqrt(Math.PI / 2))).toBeLessThan(
        (4 * 1.31) / Math.sqrt(after.length),
      );
      expect(new Set(own.map((i) => shaped.size[i]))).toEqual(new Set([size]));
    }
  });

  it('of WTF-PAD has sizes of its way, and at most one dummy a gap where no burst is known', () => {
    const stream = sessions(50);
    const shaped = shape('wtf-pad', stream);
    for (const [way, size] of [
      [OUTBOUND, 100],
      [INBOUND, 900],
    ] as const) {
      const own = dummies(shaped, way);
      expect(own.length).toBeGreaterThan(0);
      expect(new Set(own.map((i) => shaped.size[i]))).toEqual(new Set([size]));
      // The only gap of the stream is an hour, in a bin up to 2^23 ms: one dummy a gap at the most, since no
      // short gap is known that a burst could have.
      expect(own.length).toBeLessThanOrEqual(50);
    }
  });
});
