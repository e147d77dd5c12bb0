/** No ClientHello is longer in practice; those with post-quantum keys have some 1,800 bytes. */
const MOST_BYTES = 16_384;
const MOST_GAPS = 32;
const HEADER = 4;

/** A ClientHello that comes in pieces, in any order, some twice. */
export class HelloPieces {
  readonly bytes = new Uint8Array(MOST_BYTES);
  /** Parts that are there, by their beginnings; none touches another. */
  private parts: { from: number; to: number }[] = [];

  /** Adds what lies in `source` from `at` to `end`, which stands at `offset` of the message. */
  add(source: Uint8Array, at: number, end: number, offset: number): void {
    const to = offset + end - at;
    if (to > MOST_BYTES || to <= offset || this.parts.length > MOST_GAPS) return;
    this.bytes.set(source.subarray(at, end), offset);
    const joined = { from: offset, to };
    const apart = this.parts.filter((part) => {
      if (part.to < joined.from || part.from > joined.to) return true;
      joined.from = Math.min(part.from, joined.from);
      joined.to = Math.max(part.to, joined.to);
      return false;
    });
    this.parts = [...apart, joined].sort((one, other) => one.from - other.from);
  }

  /** Length of the message with its header, once it is whole; 0 before. */
  get whole(): number {
    const [first] = this.parts;
    if (!first || first.from > 0 || first.to < HEADER) return 0;
    const { bytes } = this;
    const length = HEADER + ((bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!);
    return first.to >= length ? length : 0;
  }
}
