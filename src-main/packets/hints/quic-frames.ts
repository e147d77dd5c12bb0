import type { HelloPieces } from './hello-pieces';

const PADDING = 0;
const PING = 1;
const ACK = 2;
const ACK_ECN = 3;
const CRYPTO = 6;

/**
 * Adds the pieces in the CRYPTO frames of an opened Initial packet (RFC 9000, 19). Other frames that may
 * stand there are passed over; one that may not ends the reading.
 */
export function takeCryptoFrames(plain: Buffer, pieces: HelloPieces): void {
  const reader = new VarintReader(plain, 0, plain.length);
  while (reader.at < plain.length) {
    const type = plain[reader.at++]!;
    if (type === PADDING || type === PING) continue;
    if (type === ACK || type === ACK_ECN) {
      reader.skip(2);
      const ranges = reader.next();
      if (ranges < 0 || ranges > plain.length) return;
      reader.skip(1 + 2 * ranges + (type === ACK_ECN ? 3 : 0));
    } else if (type === CRYPTO) {
      const offset = reader.next();
      const length = reader.next();
      if (offset < 0 || length < 0 || reader.at + length > plain.length) return;
      pieces.add(plain, reader.at, reader.at + length, offset);
      reader.at += length;
    } else return;
  }
}

/** Reads numbers of one, two, four or eight bytes (RFC 9000, 16). */
export class VarintReader {
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
    private readonly end: number,
  ) {}

  /** The next number; -1 where it ends beyond the bytes. */
  next(): number {
    if (this.at >= this.end) return this.fail();
    const first = this.bytes[this.at]!;
    const length = 1 << (first >> 6);
    if (this.at + length > this.end) return this.fail();
    let value = first & 0x3f;
    for (let i = 1; i < length; i++) value = value * 256 + this.bytes[this.at + i]!;
    this.at += length;
    return value;
  }

  skip(numbers: number): void {
    for (let i = 0; i < numbers && this.next() >= 0; i++);
  }

  private fail(): number {
    this.at = this.end;
    return -1;
  }
}
