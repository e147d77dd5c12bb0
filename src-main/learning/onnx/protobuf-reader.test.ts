import { assert, integer, maxSafeNat, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Message } from './protobuf';
import { MalformedMessage, MessageReader, textOf, unpacked } from './protobuf-reader';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const fields = (hex: string) => [...new MessageReader().fields(bytes(hex))];

/** The examples of the encoding guide at protobuf.dev. */
describe('MessageReader', () => {
  it('reads integers, strings and messages', () => {
    expect(fields('089601')).toEqual([{ number: 1, integer: 150, bytes: null }]);
    const [text] = fields('120774657374696e67');
    expect(text?.number).toBe(2);
    expect(textOf(text!.bytes!)).toBe('testing');
    const [child] = fields('1a03089601');
    expect([...new MessageReader().fields(child!.bytes!)]).toEqual(fields('089601'));
  });

  it('reads packed integers', () => {
    const [field] = fields('3206038e029ea705');
    expect([...unpacked(field!.bytes!, 2 ** 31)]).toEqual([3, 270, 86942]);
  });

  it('passes over fields of fixed length', () => {
    const found = fields('150000803f' + '190000000000000000' + '089601');
    expect(found.map(({ number, bytes: own }) => [number, own?.length ?? null])).toEqual([
      [2, 4],
      [3, 8],
      [1, null],
    ]);
  });

  it('reads what was written', () => {
    assert(
      property(maxSafeNat(), integer({ min: 1, max: 2 ** 28 }), (value, number) => {
        const message = new Message().integer(number, value).bytes();
        const read = [...new MessageReader().fields(message)];
        expect(read).toEqual([{ number, integer: value, bytes: null }]);
      }),
    );
  });

  it.each([
    ['a tag that does not end', '80'],
    ['an integer that does not end', '0896'],
    ['a string that is longer than the message', '12087465'],
    ['a length of 2^53 - 1', '12ffffffffffffff0f'],
    ['a fixed number that is cut short', '15000080'],
    ['a negative integer', '08feffffffffffffffff01'],
    ['field 0', '0001'],
    ['a group, which nobody writes any more', '0b'],
    ['a wire type that does not exist', '0f'],
  ])('refuses %s', (_, hex) => {
    expect(() => fields(hex)).toThrow(MalformedMessage);
  });

  it('refuses packed integers that are too large', () => {
    expect(() => unpacked(bytes('9601'), 150)).toThrow(MalformedMessage);
    expect([...unpacked(bytes('9601'), 151)]).toEqual([150]);
    expect(() => unpacked(bytes('0196'), 151)).toThrow(MalformedMessage);
  });

  it('refuses a million fields and more', () => {
    const many = new Uint8Array(2 * 1_000_001).fill(8);
    expect(() => {
      for (const field of new MessageReader().fields(many)) void field;
    }).toThrow(MalformedMessage);
  });

  it('ends, or refuses, whatever the bytes are', () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (given) => {
        try {
          let inside = 0;
          for (const field of new MessageReader().fields(given)) inside += field.bytes?.length ?? 1;
          expect(inside).toBeLessThanOrEqual(given.length);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedMessage);
        }
      }),
    );
  });
});
