import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanString, cleanText } from './clean-text';

describe('text of a packet', () => {
  it('is the same whether it is plain or not', () => {
    const byte = fc.oneof(fc.integer({ min: 0x21, max: 0x7e }), fc.nat(255));
    const plain = fc.uint8Array({ min: 0x1f, max: 0x7f, maxLength: 300 });
    const mixed = fc.array(byte, { maxLength: 300 }).map((list) => Uint8Array.from(list));
    fc.assert(
      fc.property(fc.oneof(plain, mixed), fc.nat(10), (bytes, from) => {
        const text = new TextDecoder('utf-8').decode(bytes.subarray(from));
        expect(cleanText(bytes, from, bytes.length)).toBe(cleanString(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('ends where the bytes end, wherever it is said to', () => {
    expect(cleanText(Uint8Array.from([0x61, 0x62]), 0, 9)).toBe('ab');
  });
});
