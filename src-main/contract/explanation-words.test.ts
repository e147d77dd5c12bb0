import { describe, expect, it } from 'vitest';
import type { Explanation } from './explanation';
import { explainInWords, spanWords } from './explanation-words';
import { INBOUND, OUTBOUND } from './vantage';

const packet = { serverPort: null, alike: false };
const none = { effect: 0, without: 'lock' };

const explained: Explanation = {
  format: 'homemole-explanation',
  version: 1,
  simulated: true,
  vantage: 'wireguard',
  model: 'best',
  packet: {
    number: 12,
    time: 1_560_000_000,
    interval: 0.2,
    length: 1514,
    direction: OUTBOUND,
    serverPort: null,
  },
  label: 'lock',
  probability: 0.91,
  likeliest: [
    { label: 'lock', probability: 0.91 },
    { label: 'non-iot', probability: 0.06 },
    { label: 'camera', probability: 0.003 },
  ],
  truth: { type: 'lock', device: 'Front door' },
  learnedFrom: false,
  own: [
    { feature: 'length', ...none },
    { feature: 'direction', effect: -0.12, without: 'lock' },
  ],
  packets: [
    {
      ...packet,
      offset: -1,
      seconds: -0.2,
      length: 162,
      direction: OUTBOUND,
      effect: 0.6,
      without: 'camera',
    },
    {
      ...packet,
      offset: 3,
      seconds: 0.03,
      length: 1434,
      direction: INBOUND,
      effect: 0.2,
      without: 'lock',
    },
    {
      ...packet,
      offset: 2,
      seconds: 0.01,
      length: 90,
      direction: INBOUND,
      effect: 0.01,
      without: 'lock',
    },
  ],
  together: { effect: 0.8, without: 'camera' },
  rhythm: null,
  bustle: { effect: 0.02, without: 'lock' },
};

describe('an explanation in words', () => {
  it('says what decides, what it would be otherwise, what speaks against it, and the truth', () => {
    expect(explainInWords(explained)).toEqual([
      'Called lock (91 % sure) because of the 162-byte packet out 0.2 s before and the 1,434-byte packet in 30 ms after.',
      'Without the 162-byte packet out 0.2 s before, it would be called camera.',
      'Against it speaks its direction (out).',
      'Next likeliest: no smart device (6 %).',
      'That is right: Front door sent or got it.',
    ]);
  });

  it('says so where nothing alone decides, and what all the packets around do', () => {
    const packets = explained.packets.map((one) => ({ ...one, effect: 0, without: 'lock' }));
    const [called, without] = explainInWords({ ...explained, packets });
    expect(called).toMatch(/No single thing decides it/);
    expect(without).toBe('Without all the packets around, it would be called camera.');
  });

  it('calls a wrong label wrong, and owns up to what was learned by heart', () => {
    const truth = { type: 'non-iot', device: 'Anna’s phone' };
    const sentences = explainInWords({ ...explained, truth, learnedFrom: true });
    expect(sentences).toContain(
      'That is wrong: Anna’s phone sent or got it, which is no smart device.',
    );
    expect(sentences.at(-1)).toMatch(/learned from this very packet/);
    expect(explainInWords({ ...explained, truth: null }).at(-1)).toMatch(/^No device of the home/);
  });

  it('gives spans in the unit that suits them', () => {
    expect([0.0001, 0.042, -0.2, 3, 42, 1800].map(spanWords)).toEqual([
      'under 1 ms',
      '42 ms',
      '0.2 s',
      '3.0 s',
      '42 s',
      '30 min',
    ]);
  });
});
