import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REAL } from '../../contract/shaping';
import { OUTBOUND } from '../../contract/vantage';
import { type Traffic, TrafficWriter } from '../traffic';
import { rows, shape, START, streams } from './testing/streams';

const waitOf = (stream: Traffic, shaped: Traffic, i: number): number =>
  (shaped.time[i] as number) - (stream.time[shaped.source[i] as number] as number);

describe('the wait', () => {
  /** A packet a minute: none waits for another. */
  const sparse = (count: number): Traffic => {
    const writer = new TrafficWriter();
    for (let row = 0; row < count; row++) writer.add(START + 60 * row, 100, OUTBOUND, 0, row, REAL);
    return writer.take();
  };
  const mean = (text: string, count: number): number => {
    const stream = sparse(count);
    const shaped = shape(text, stream);
    return rows(shaped).reduce((sum, i) => sum + waitOf(stream, shaped, i), 0) / count;
  };

  it('of uniform jitter is at most its maximum, whatever waits before', () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: 0, max: 1000 }), (stream, seed) => {
        const shaped = shape('jitter:max=0.05', stream, seed);
        for (const i of rows(shaped)) expect(waitOf(stream, shaped, i)).toBeLessThan(0.05 + 1e-6);
      }),
      { numRuns: 25 },
    );
  });

  it('of jitter has the mean of its law', () => {
    // Standard errors of 4,000: 0.05 / sqrt(12 n) = 0.23 ms, and 0.05 / sqrt(n) = 0.79 ms.
    expect(Math.abs(mean('jitter:max=0.05', 4000) - 0.025)).toBeLessThan(0.001);
    expect(Math.abs(mean('jitter:max=0.05,law=exponential', 4000) - 0.05)).toBeLessThan(0.0032);
  });

  it('of a batch is until the next full period', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const shaped = shape('batch:period=0.25', stream);
        rows(shaped).forEach((i) => {
          // Those of one period leave one after the other, 12 us apart.
          expect(waitOf(stream, shaped, i)).toBeLessThan(0.25 + 60 * 12e-6 + 1e-6);
          const phase = ((shaped.time[i] as number) - START) % 0.25;
          expect(Math.min(phase, 0.25 - phase)).toBeLessThan(0.01);
        });
      }),
      { numRuns: 25 },
    );
  });
});
