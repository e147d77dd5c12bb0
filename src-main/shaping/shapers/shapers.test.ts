import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../contract/random';
import { DUMMY, FRAGMENT, REAL } from '../../contract/shaping';
import { describeShaping, shapingCatalogue } from '../../contract/shaping-catalogue';
import { parseShaping } from '../../contract/shaping-text';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { cutToFit } from '../cut';
import { pade, paddingRule } from '../padding-rules';
import type { ShaperContext } from '../shaper';
import { type Traffic, TrafficWriter } from '../traffic';
import { shapers } from '.';
import { noiseDeviation } from './private';
import { activeShare, stpPosterior } from './stp';

const LARGEST = 1420;
const START = 1_700_000_000;

/** Packets of one stream: gaps from microseconds to minutes, both ways. */
const streams: fc.Arbitrary<Traffic> = fc
  .array(
    fc.record({
      gap: fc.oneof(
        fc.constant(0),
        fc.double({ min: 1e-6, max: 0.01, noNaN: true }),
        fc.double({ min: 0.01, max: 20, noNaN: true }),
      ),
      size: fc.integer({ min: 28, max: 1500 }),
      direction: fc.constantFrom(INBOUND, OUTBOUND),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((packets) => {
    const writer = new TrafficWriter();
    let time = START;
    packets.forEach(({ gap, size, direction }, row) => {
      time += gap;
      writer.add(time, size, direction, 3, row, REAL);
    });
    return writer.take();
  });

function contextOf(text: string, stream: Traffic, seed: number): ShaperContext {
  const [step] = parseShaping(text);
  return {
    values: step?.values ?? {},
    largest: LARGEST,
    random: new Random(seed),
    start: START,
    end: Math.max(START, stream.time[stream.count - 1] ?? START),
    owner: 3,
    flowOf: (row) => row % 3,
  };
}

function shape(text: string, stream: Traffic, seed = 1): Traffic {
  const name = parseShaping(text)[0]?.name ?? 'none';
  if (name === 'none') return stream;
  const pads = describeShaping(name).effects.includes('pads');
  const fitting = pads ? cutToFit(stream, LARGEST) : stream;
  return shapers[name].shape(fitting, contextOf(text, stream, seed));
}

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

const rows = (traffic: Traffic): number[] => [...traffic.kind.keys()];

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

describe('padding rules', () => {
  const rule = (scheme: Parameters<typeof paddingRule>[0]) =>
    paddingRule(scheme, {
      largest: LARGEST,
      width: 80,
      random: new Random(1),
      flowOf: (row) => row,
    });

  it('round as PADÉ does in its paper', () => {
    expect([100, 210, 1400].map(pade)).toEqual([104, 224, 1408]);
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 65_535 }), (size) => {
        expect(pade(size)).toBeGreaterThanOrEqual(size);
        expect(pade(size)).toBeLessThanOrEqual(size * 1.12);
      }),
    );
  });

  it.each([
    ['mtu', new Set([LARGEST])],
    ['linear128', new Set([...Array.from({ length: 11 }, (_, i) => 128 * (i + 1)), LARGEST])],
    ['exponential', new Set([128, 256, 512, 1024, LARGEST])],
    ['mice-elephants', new Set([128, LARGEST])],
  ] as const)('%s gives its own sizes only', (scheme, sizes) => {
    for (let size = 1; size <= LARGEST; size++) expect(sizes.has(rule(scheme)(size, 0))).toBe(true);
  });

  it('adds one amount to a flow, and from 1 to 80 bytes at random', () => {
    const session = rule('session-random');
    expect(session(100, 1) - 100).toBe(session(300, 1) - 300);
    const added = Array.from({ length: 2000 }, () => rule('random')(500, 0) - 500);
    expect(Math.min(...added)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...added)).toBeLessThanOrEqual(80);
  });
});

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

  it('of batches are full periods', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const shaped = shape('batch:period=0.25', stream);
        rows(shaped).forEach((i) => {
          const phase = ((shaped.time[i] as number) - START) % 0.25;
          expect(Math.min(phase, 0.25 - phase)).toBeLessThan(0.01);
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe('what is proven', () => {
  it('STP: a period that is seen is real with a/(a+(1-a)q)', () => {
    expect(stpPosterior(0.1, 0.1)).toBeCloseTo(0.1 / 0.19, 12);
    expect(stpPosterior(0, 0.1)).toBe(0);
    expect(stpPosterior(0.3, 1)).toBeCloseTo(0.3, 12);
    // Counted: a twentieth of 20,000 slots has a packet at its beginning.
    const writer = new TrafficWriter();
    const slots = 20_000;
    for (let slot = 0; slot < slots; slot += 20)
      writer.add(START + slot, 100, OUTBOUND, 0, slot / 20, REAL);
    const stream = writer.take();
    const shaped = shape('stp:rate=4,period=1,q=0.1,pad=mtu', stream);
    const real = rows(shaped).filter((i) => shaped.kind[i] === REAL).length;
    const periods = shaped.direction.filter((one) => one === OUTBOUND).length / 4;
    const active = activeShare(stream, START, START + slots, 1);
    expect(active).toBeCloseTo(0.05, 3);
    expect(real / periods).toBeCloseTo(stpPosterior(active, 0.1), 1);
  });

  it('the noise of an interval is that of Bun and Steinke', () => {
    // rho of epsilon 1, delta 1e-6 is 0.01716; one reading of 1000 bytes.
    const law = { epsilon: 1, delta: 1e-6, sensitivity: 1000, readings: 1 };
    const deviation = noiseDeviation(law);
    const rho = 1000 ** 2 / (2 * deviation ** 2);
    expect(rho + 2 * Math.sqrt(rho * Math.log(1e6))).toBeCloseTo(1, 9);
    expect(noiseDeviation({ ...law, readings: 4 })).toBeCloseTo(2 * deviation, 6);
  });
});
