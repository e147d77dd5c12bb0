import fc from 'fast-check';
import { Random } from '../../../contract/random';
import { REAL } from '../../../contract/shaping';
import { describeShaping } from '../../../contract/shaping-catalogue';
import { parseShaping } from '../../../contract/shaping-text';
import { INBOUND, OUTBOUND } from '../../../contract/vantage';
import { cutToFit } from '../../cut';
import type { ShaperContext } from '../../shaper';
import { type Traffic, TrafficWriter } from '../../traffic';
import { shapers } from '..';

/** Largest packet that passes whole, in bytes. */
export const LARGEST = 1420;
/** Unix seconds at which streams begin. */
export const START = 1_700_000_000;

/** Packets of one stream: gaps from microseconds to minutes, both ways. */
export const streams: fc.Arbitrary<Traffic> = fc
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

/** A stream through one shaping as text; cut before where that pads. */
export function shape(text: string, stream: Traffic, seed = 1): Traffic {
  const name = parseShaping(text)[0]?.name ?? 'none';
  if (name === 'none') return stream;
  const pads = describeShaping(name).effects.includes('pads');
  const fitting = pads ? cutToFit(stream, LARGEST) : stream;
  return shapers[name].shape(fitting, contextOf(text, stream, seed));
}

/** All rows of a traffic. */
export const rows = (traffic: Traffic): number[] => [...traffic.kind.keys()];
