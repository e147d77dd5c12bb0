/** Types of pcapng blocks (draft-ietf-opsawg-pcapng) that a running capture is made of. */
export const blockTypes = {
  section: 0x0a0d0d0a,
  interface: 1,
  obsoletePacket: 2,
  simplePacket: 3,
  statistics: 5,
  enhancedPacket: 6,
} as const;

const LEAST_BLOCK_BYTES = 12;
const MOST_BLOCK_BYTES = 16 * 2 ** 20;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** A stream that should be pcapng is not. */
export class NoCaptureError extends Error {}

/** One whole block: `bytes` from `at` to `end`. */
export type TakeBlock = (type: number, bytes: Buffer, at: number, end: number) => void;

/** Cuts a pcapng stream, which comes in pieces of any size, into whole blocks. */
export class BlockSplitter {
  littleEndian = true;
  private rest: Buffer = Buffer.alloc(0);

  /** Calls `take` for every block that is whole now. @throws NoCaptureError */
  push(chunk: Uint8Array, take: TakeBlock): void {
    const piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const bytes = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    let at = 0;
    while (bytes.length - at >= LEAST_BLOCK_BYTES) {
      const type = this.typeAt(bytes, at);
      const total = this.u32(bytes, at + 4);
      if (total < LEAST_BLOCK_BYTES || total > MOST_BLOCK_BYTES || total % 4 !== 0) {
        throw new NoCaptureError(`a block claims ${total} bytes`);
      }
      if (at + total > bytes.length) break;
      take(type, bytes, at, at + total);
      at += total;
    }
    this.rest = Buffer.from(bytes.subarray(at));
  }

  /** A number of the section that was begun last. */
  u32(bytes: Buffer, at: number): number {
    return this.littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }

  u16(bytes: Buffer, at: number): number {
    return this.littleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  }

  /** A section header says in which order the numbers after it are. */
  private typeAt(bytes: Buffer, at: number): number {
    if (bytes.readUInt32BE(at) !== blockTypes.section) return this.u32(bytes, at);
    if (bytes.readUInt32LE(at + 8) === BYTE_ORDER_MAGIC) this.littleEndian = true;
    else if (bytes.readUInt32BE(at + 8) === BYTE_ORDER_MAGIC) this.littleEndian = false;
    else throw new NoCaptureError('a section has no byte order');
    return blockTypes.section;
  }
}
