import type { AddressMaps } from './address-maps';

/** The most bytes of one frame that are kept; what pcap may claim, and more. */
const MOST_FRAME_BYTES = 2 ** 18;

/**
 * One frame on its way to its anonymised copy. The copy begins as zeros, as long as the frame was
 * captured; what is not named by a call of `keep`, `mac`, `ipv4` or `put` stays zero. Offsets are
 * those of the frame in the bytes it was read from. What the capture cut away is never written.
 */
export class Scrub {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  out: Uint8Array = new Uint8Array(MOST_FRAME_BYTES);
  start = 0;
  /** End of the captured part. */
  end = 0;
  /** Where the frame ended on the wire. */
  wireEnd = 0;
  /** Offset of the IP header whose packet is being written. */
  network = 0;
  /** Behind the last byte written. */
  private top = 0;

  constructor(private readonly maps: AddressMaps) {}

  /** Moves on to the next frame. */
  begin(at: number, captured: number, length: number): void {
    this.start = at;
    this.end = at + captured;
    this.wireEnd = at + length;
    this.top = at;
    if (captured > this.out.length) this.out = new Uint8Array(captured);
    this.out.fill(0, 0, captured);
  }

  has(to: number): boolean {
    return to <= this.end;
  }

  /** Copies bytes as they are, as many of them as were captured. */
  keep(at: number, count: number): void {
    const to = Math.min(at + count, this.end);
    for (let i = at; i < to; i += 1) this.out[i - this.start] = this.bytes[i]!;
    this.written(to);
  }

  /** Writes another address in the place of this one; a cut one stays zero. */
  mac(at: number): void {
    if (!this.has(at + 6)) return;
    this.maps.macs.copy(this.bytes, this.view, at, this.out, at - this.start);
    this.written(at + 6);
  }

  ipv4(at: number): void {
    if (!this.has(at + 4)) return;
    this.maps.ipv4.copy(this.bytes, this.view, at, this.out, at - this.start);
    this.written(at + 4);
  }

  ipv6(at: number): void {
    if (!this.has(at + 16)) return;
    this.maps.ipv6.copy(this.bytes, this.view, at, this.out, at - this.start);
    this.written(at + 16);
  }

  /** The network part of an IPv6 prefix. */
  ipv6Network(at: number): void {
    if (!this.has(at + 16)) return;
    this.maps.networks.copy(this.bytes, this.view, at, this.out, at - this.start);
    this.written(at + 16);
  }

  /** Writes a value of its own. */
  put8(at: number, value: number): void {
    if (!this.has(at + 1)) return;
    this.out[at - this.start] = value;
    this.written(at + 1);
  }

  put16(at: number, value: number): void {
    if (!this.has(at + 2)) return;
    this.out[at - this.start] = value >> 8;
    this.out[at + 1 - this.start] = value & 0xff;
    this.written(at + 2);
  }

  /** Sixteen bits that are the same for equal values and else tell nothing of them. */
  tagOf(value: number): number {
    return this.maps.tag(value);
  }

  /** Writes the same of the first twenty bytes of a payload. */
  tagOfStart(at: number, start: number, end: number): void {
    this.put16(at, this.maps.tagOfStart(this.bytes, start, end));
  }

  /** Ones' complement sum of the copy in [from, to); bytes that were cut away count as zeros. */
  sum(from: number, to: number): number {
    const { out, start } = this;
    const end = Math.min(to, this.top) - start;
    let sum = 0;
    for (let i = from - start; i < end; i += 2) {
      sum += (out[i]! << 8) | (i + 1 < end ? out[i + 1]! : 0);
    }
    return sum;
  }

  /** The frame as it is to be written. */
  get copy(): Uint8Array {
    return this.out.subarray(0, this.end - this.start);
  }

  private written(to: number): void {
    if (to > this.top) this.top = to;
  }
}

/** The Internet checksum (RFC 1071) of a sum of words. */
export function checksumOf(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = Math.floor(folded / 65536) + (folded & 0xffff);
  return ~folded & 0xffff;
}
