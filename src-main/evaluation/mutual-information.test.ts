import { describe, expect, it } from 'vitest';
import { Random } from '../contract/random';
import { mutualInformation } from './mutual-information';
import { NO_CLASS } from './truth';

const random = new Random(5);
const truth = Uint16Array.from({ length: 4000 }, () => random.integer(4));

describe('mutual information', () => {
  it('is all of the class where the symbol says it', () => {
    const symbol = Int32Array.from(truth, (label) => label * 7);
    const { bits, nullBits, classBits } = mutualInformation(truth, symbol, 1);
    expect(classBits).toBeCloseTo(2, 2);
    expect(bits).toBeCloseTo(2, 2);
    expect(nullBits).toBeLessThan(0.01);
  });

  it('is that of a binary symmetric channel', () => {
    const bit = truth.map((label) => label & 1);
    const noisy = Int32Array.from(bit, (value) => (random.uniform() < 0.1 ? 1 - value : value));
    // 1 - h(0.1) = 0.531 bits.
    expect(mutualInformation(bit, noisy, 1).bits).toBeCloseTo(0.531, 1);
  });

  it('is no more than chance where there is none, however many symbols there are', () => {
    const symbol = Int32Array.from(truth, () => random.integer(500));
    const { bits, nullBits } = mutualInformation(truth, symbol, 1);
    // Without the correction it would be 3 * 499 / (2 * 4000 ln 2) = 0.27 bits.
    expect(bits).toBeLessThan(0.1);
    expect(bits).toBeLessThan(nullBits + 0.02);
  });

  it('leaves out packets of no class', () => {
    const some = truth.map((label, i) => (i % 2 === 0 ? label : NO_CLASS));
    const symbol = Int32Array.from(truth, (label, i) => (i % 2 === 0 ? label : 99));
    expect(mutualInformation(some, symbol, 1).bits).toBeCloseTo(2, 1);
  });
});
