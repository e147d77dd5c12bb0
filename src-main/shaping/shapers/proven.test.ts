import { describe, expect, it } from 'vitest';
import { REAL } from '../../contract/shaping';
import { OUTBOUND } from '../../contract/vantage';
import { TrafficWriter } from '../traffic';
import { noiseDeviation } from './private';
import { activeShare, stpPosterior } from './stp';
import { rows, shape, START } from './testing/streams';

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
