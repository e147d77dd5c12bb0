import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLowerName, readName } from './dns-names';
import { TextCache } from './text-cache';

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');

describe('texts that were read before', () => {
  it('are those of their bytes, whatever was read between', () => {
    const cache = new TextCache();
    // Few letters and short: many come again, and many share a place.
    const words = fc.array(fc.stringMatching(/^[ab]{0,10}$/), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(words, fc.nat(3), (list, before) => {
        for (const word of list) {
          const bytes = Buffer.from('x'.repeat(before) + word + 'y');
          expect(cache.text(bytes, before, before + word.length, latin)).toBe(word);
        }
      }),
    );
  });

  it('are made once', () => {
    const cache = new TextCache();
    let made = 0;
    const read = (bytes: Uint8Array, from: number, to: number): string => {
      made += 1;
      return latin(bytes, from, to);
    };
    const bytes = Buffer.from('a.example, a.example');
    expect(cache.text(bytes, 0, 9, read)).toBe('a.example');
    expect(cache.text(bytes, 11, 20, read)).toBe('a.example');
    expect(made).toBe(1);
  });

  it('end where the bytes end, and may be as long as they like', () => {
    const cache = new TextCache();
    const long = Buffer.alloc(300, 'n');
    for (let round = 0; round < 2; round += 1) {
      expect(cache.text(long, 0, 300, latin)).toBe('n'.repeat(300));
      expect(cache.text(Buffer.from('ab'), 0, 9, latin)).toBe('ab');
      expect(cache.text(long, 5, 5, latin)).toBe('');
    }
  });
});

describe('DNS names in lower case', () => {
  it('are those that are read label by label', () => {
    const label = fc.oneof(
      fc.constantFrom('A', 'b', 'Ab', 'example', 'Com', 'ü', ' '),
      fc.string({ minLength: 1, maxLength: 70, unit: 'binary' }),
    );
    const end = fc.constantFrom([0], [0xc0, 12], [0xc0, 14], [0x40], []);
    fc.assert(
      fc.property(fc.array(label, { maxLength: 6 }), end, fc.nat(12), (labels, last, cut) => {
        const parts = labels.map((text) => {
          const bytes = Buffer.from(text);
          return [bytes.length & 0xff, ...bytes];
        });
        // A name stands first in the message, so that a pointer of the second can lead to it.
        const first = Buffer.from([1, 0x51, 0]);
        const message = Buffer.from([...Buffer.alloc(12), ...first, ...parts.flat(), ...last, 9]);
        const to = message.length - cut;
        const name = readName(message, 0, 15, to);
        const expected = name && { text: name.text.toLowerCase(), next: name.next };
        for (let round = 0; round < 2; round += 1) {
          expect(readLowerName(message, 0, 15, to)).toEqual(expected);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
