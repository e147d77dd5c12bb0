/** Bytes are no message of the kind that is read; the text says why. */
export class MalformedMessage extends Error {}

/** A field: integers as a number, everything else as its bytes. */
export type Field =
  | { readonly number: number; readonly integer: number; readonly bytes: null }
  | { readonly number: number; readonly integer: null; readonly bytes: Uint8Array };

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

/** Fields that a file may have: thousands of trees have far fewer. */
const MOST_FIELDS = 1_000_000;

/**
 * Reads Protocol Buffers messages (the wire format of protobuf.dev/programming-guides/encoding): as
 * much of it as ONNX needs. Made for one file; bytes are not copied. Of what it is given it believes
 * nothing: every failure is a `MalformedMessage`.
 */
export class MessageReader {
  private left = MOST_FIELDS;

  *fields(message: Uint8Array): Generator<Field> {
    const cursor: Cursor = { bytes: message, at: 0 };
    while (cursor.at < message.length) {
      if (this.left === 0) throw new MalformedMessage('it has too many fields');
      this.left -= 1;
      const tag = varint(cursor);
      const number = Math.floor(tag / 8);
      const wireType = tag % 8;
      if (number === 0) throw new MalformedMessage('a field has no number');
      if (wireType === VARINT) {
        yield { number, integer: varint(cursor), bytes: null };
        continue;
      }
      const length = lengthOf(wireType, cursor);
      if (length > message.length - cursor.at) throw new MalformedMessage('it is cut short');
      const bytes = message.subarray(cursor.at, cursor.at + length);
      cursor.at += length;
      yield { number, integer: null, bytes };
    }
  }
}

/**
 * A packed field of integers.
 * @param below what each is less than, 2^31 at most
 */
export function unpacked(bytes: Uint8Array, below: number): Int32Array {
  let count = 0;
  for (let i = 0; i < bytes.length; i += 1) if (bytes[i]! < 128) count += 1;
  const out = new Int32Array(count);
  const cursor: Cursor = { bytes, at: 0 };
  for (let i = 0; cursor.at < bytes.length; i += 1) {
    const value = varint(cursor);
    if (value >= below) throw new MalformedMessage(`a number is ${value}, not below ${below}`);
    out[i] = value;
  }
  return out;
}

/** @throws MalformedMessage when it is not UTF-8 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MalformedMessage('a text is not UTF-8');
  }
}

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** An integer from 0 to 2^53 - 1, base 128, lowest digits first. */
function varint(cursor: Cursor): number {
  const { bytes } = cursor;
  let value = 0;
  let unit = 1;
  for (let digits = 0; digits < 8; digits += 1) {
    if (cursor.at === bytes.length) throw new MalformedMessage('it is cut short');
    const byte = bytes[cursor.at]!;
    cursor.at += 1;
    value += (byte & 127) * unit;
    if (byte < 128) {
      if (value > Number.MAX_SAFE_INTEGER) break;
      return value;
    }
    unit *= 128;
  }
  throw new MalformedMessage('an integer is too large, or negative');
}

function lengthOf(wireType: number, cursor: Cursor): number {
  if (wireType === LENGTH) return varint(cursor);
  if (wireType === FIXED32) return 4;
  if (wireType === FIXED64) return 8;
  throw new MalformedMessage(`a field is of kind ${wireType}`);
}
