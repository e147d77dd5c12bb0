/**
 * Writes Protocol Buffers messages (the wire format of protobuf.dev/programming-guides/encoding):
 * as much of it as ONNX needs. A message is a list of chunks that nesting passes on uncopied, so
 * that a large model is copied once, by `bytes()`.
 */
export class Message {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;

  /** An integer field (int32, int64, enum); safe integers, negative ones as 64-bit. */
  integer(field: number, value: number): this {
    return this.tag(field, VARINT).append(packed([value]));
  }

  /** A 32-bit float field. */
  float(field: number, value: number): this {
    return this.tag(field, FIXED32).append(bytesOf(Float32Array.of(value)));
  }

  text(field: number, value: string): this {
    return this.bytesField(field, new TextEncoder().encode(value));
  }

  bytesField(field: number, value: Uint8Array): this {
    return this.tag(field, LENGTH)
      .append(packed([value.length]))
      .append(value);
  }

  /** A repeated integer field, packed. */
  integers(field: number, values: ArrayLike<number>): this {
    return this.bytesField(field, packed(values));
  }

  /** A repeated 32-bit float field, packed. The array must not change until `bytes()`. */
  floats(field: number, values: Float32Array): this {
    return this.bytesField(field, bytesOf(values));
  }

  message(field: number, child: Message): this {
    this.tag(field, LENGTH).append(packed([child.size]));
    for (const chunk of child.chunks) this.append(chunk);
    return this;
  }

  messages(field: number, children: readonly Message[]): this {
    for (const child of children) this.message(field, child);
    return this;
  }

  /** The whole message. */
  bytes(): Uint8Array {
    const out = new Uint8Array(this.size);
    let at = 0;
    for (const chunk of this.chunks) {
      out.set(chunk, at);
      at += chunk.length;
    }
    return out;
  }

  private tag(field: number, wireType: number): this {
    return this.append(packed([field * 8 + wireType]));
  }

  private append(chunk: Uint8Array): this {
    this.chunks.push(chunk);
    this.size += chunk.length;
    return this;
  }
}

const VARINT = 0;
const LENGTH = 2;
const FIXED32 = 5;

/** The bytes of a typed array as they lie in memory; little-endian, as on every machine we run on. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Base-128 varints one after the other. */
function packed(values: ArrayLike<number>): Uint8Array {
  let size = 0;
  for (let i = 0; i < values.length; i += 1) size += varintSize(values[i]!);
  const out = new Uint8Array(size);
  let at = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (value < 0) {
      at = writeNegative(value, out, at);
      continue;
    }
    let rest = value;
    while (rest >= 128) {
      out[at] = (rest % 128) | 128;
      at += 1;
      rest = Math.floor(rest / 128);
    }
    out[at] = rest;
    at += 1;
  }
  return out;
}

function varintSize(value: number): number {
  if (value < 0) return 10;
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** A negative number is the varint of its 64-bit two's complement: always ten bytes. */
function writeNegative(value: number, out: Uint8Array, at: number): number {
  let rest = BigInt.asUintN(64, BigInt(value));
  for (let i = 0; i < 9; i += 1) {
    out[at + i] = Number(rest & 127n) | 128;
    rest >>= 7n;
  }
  out[at + 9] = Number(rest);
  return at + 10;
}
