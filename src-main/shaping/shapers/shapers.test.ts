import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DUMMY, FRAGMENT, REAL } from '../../contract/shaping';
import { describeShaping, shapingCatalogue } from '../../contract/shaping-catalogue';
import { parseShaping } from '../../contract/shaping-text';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import type { Traffic } from '../traffic';
import { LARGEST, rows, shape, streams } from './testing/streams';

const texts = [
  ...shapingCatalogue.filter(({ name }) => name !== 'none').map(({ name }) => name as string),
  ...[
    'linear128',
    'exponential',
    'mice-elephants',
    'level100',
    'random',
    'session-random',
    'pade',
  ].map((scheme) => `pad:scheme=${scheme}`),
  'jitter:law=exponential',
  'constant-rate:stop=idle,tau=3,interval=0.05,size=600',
  'stp:q=0.3,rate=20,pad=mtu',
  'machine:preset=daita',
  'machine:preset=blocking',
];

describe.each(texts)('%s', (text) => {
  const { effects } = describeShaping(parseShaping(text)[0]?.name ?? 'none');

  it('loses nothing, reorders nothing of a direction, and sends nothing before it came', () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: 0, max: 1000 }), (stream, seed) => {
        const shaped = shape(text, stream, seed);
        for (let i = 1; i < shaped.count; i++) {
          expect(shaped.time[i]).toBeGreaterThanOrEqual(shaped.time[i - 1] as number);
        }
        for (const way of [INBOUND, OUTBOUND]) {
          const own = rows(shaped).filter(
            (i) => shaped.direction[i] === way && shaped.kind[i] !== DUMMY,
          );
          const came = rows(stream).filter((i) => stream.direction[i] === way);
          const begins = own.filter((i) => shaped.kind[i] === REAL).map((i) => shaped.source[i]);
          expect(begins).toEqual(came);
          const bytes = new Map<number, number>();
          let last = -1;
          for (const i of own) {
            const source = shaped.source[i] as number;
            expect(source).toBeGreaterThanOrEqual(last);
            last = source;
            expect(shaped.time[i]).toBeGreaterThanOrEqual((stream.time[source] as number) - 1e-6);
            bytes.set(source, (bytes.get(source) ?? 0) + (shaped.size[i] as number));
          }
          for (const row of came) {
            expect(bytes.get(row)).toBeGreaterThanOrEqual(stream.size[row] as number);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('does no more than it says', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const shaped = shape(text, stream);
        const kinds = new Set(shaped.kind);
        if (!effects.includes('adds')) expect(kinds.has(DUMMY)).toBe(false);
        if (!effects.includes('pads')) {
          expect(kinds.has(FRAGMENT)).toBe(false);
          rows(shaped)
            .filter((i) => shaped.kind[i] === REAL)
            .forEach((i) => expect(shaped.size[i]).toBe(stream.size[shaped.source[i] as number]));
        } else rows(shaped).forEach((i) => expect(shaped.size[i]).toBeLessThanOrEqual(LARGEST));
        if (!effects.includes('delays')) {
          rows(shaped)
            .filter((i) => shaped.kind[i] !== DUMMY)
            .forEach((i) => expect(shaped.time[i]).toBe(stream.time[shaped.source[i] as number]));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('gives the same for the same seed', () => {
    const [stream] = fc.sample(streams, { seed: 7, numRuns: 1 }) as [Traffic];
    expect(shape(text, stream, 5)).toEqual(shape(text, stream, 5));
  });
});
