/** What one outer packet carries, as far as it was captured: one object, moved from packet to packet. */
export class Datagram {
  /** Seconds since the epoch. */
  time = 0;
  /** 0: from the end of the flow that has the smaller key; 1: to it. */
  direction: 0 | 1 = 0;
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  /** Offset of the first byte behind the UDP or TCP header (behind the IP header for ESP). */
  at = 0;
  /** So many bytes from `at` on were captured ... */
  captured = 0;
  /** ... of so many on the wire, for a UDP datagram in fragments those of all of them. */
  length = 0;
  /** Sequence number and flags; 0 where it is not TCP. */
  sequence = 0;
  flags = 0;

  /** The byte at `offset` of the payload; -1 where it was not captured. */
  byte(offset: number): number {
    return offset < this.captured ? this.bytes[this.at + offset]! : -1;
  }

  /** The big-endian word at `offset`; -1 where it was not captured. */
  word(offset: number): number {
    return offset + 4 <= this.captured ? this.view.getUint32(this.at + offset) : -1;
  }

  /** The little-endian word at `offset`; -1 where it was not captured. */
  littleWord(offset: number): number {
    return offset + 4 <= this.captured ? this.view.getUint32(this.at + offset, true) : -1;
  }
}
