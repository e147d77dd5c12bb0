/** Texts kept; a home asks for some hundred names in a day. */
const ENTRIES = 512;
/** Longest text in bytes; nearly no name is longer. */
const BYTES = 64;

/**
 * What stretches of bytes read as text, direct-mapped by a hash of them: devices say the same names
 * again and again, and a string that was made before needs neither making nor hashing. A stretch is
 * found by all of its bytes.
 */
export class TextCache {
  private readonly texts: (string | null)[] = Array<string | null>(ENTRIES).fill(null);
  private readonly lengths = new Uint8Array(ENTRIES);
  private readonly bytes = new Uint8Array(ENTRIES * BYTES);

  /** The text of the bytes from `from` to `to`, which `read` makes of them if it is not known. */
  text(
    bytes: Uint8Array,
    from: number,
    to: number,
    read: (bytes: Uint8Array, from: number, to: number) => string | null,
  ): string | null {
    const length = to - from;
    if (length > BYTES || length < 1 || to > bytes.length) return read(bytes, from, to);
    let hash = length;
    for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    const entry = (Math.imul(hash, 0x9e3779b1) >>> 16) & (ENTRIES - 1);
    if (this.lengths[entry] === length && this.isSame(entry, bytes, from, length)) {
      return this.texts[entry]!;
    }
    const text = read(bytes, from, to);
    this.texts[entry] = text;
    this.lengths[entry] = length;
    this.bytes.set(bytes.subarray(from, to), entry * BYTES);
    return text;
  }

  private isSame(entry: number, bytes: Uint8Array, from: number, length: number): boolean {
    const start = entry * BYTES;
    for (let i = 0; i < length; i += 1) {
      if (this.bytes[start + i] !== bytes[from + i]) return false;
    }
    return true;
  }
}
