import { interfaceBlock, sectionHeaderBlock } from '../packets';
import { NoCaptureError } from './block-splitter';

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const MOST_CAPTURED_BYTES = 262_144;

/** Turns a pcap stream, which comes in pieces of any size, into a pcapng section. */
export class Transcoder {
  private rest: Buffer = Buffer.alloc(0);
  private littleEndian = true;
  private nanoseconds = false;
  private started = false;

  /** @param comment What the section says of itself. */
  constructor(private readonly comment: string) {}

  /** The pcapng blocks of what is whole now; empty when nothing is. @throws NoCaptureError */
  push(chunk: Uint8Array): Buffer {
    const bytes = Buffer.concat([this.rest, chunk]);
    const out: Buffer[] = [];
    let at = 0;
    if (!this.started) {
      if (bytes.length < FILE_HEADER_BYTES) {
        this.rest = bytes;
        return Buffer.alloc(0);
      }
      out.push(this.begin(bytes));
      at = FILE_HEADER_BYTES;
    }
    while (bytes.length - at >= RECORD_HEADER_BYTES) {
      const captured = this.u32(bytes, at + 8);
      if (captured > MOST_CAPTURED_BYTES) {
        throw new NoCaptureError(`a record claims ${captured} bytes`);
      }
      const end = at + RECORD_HEADER_BYTES + captured;
      if (end > bytes.length) break;
      out.push(this.packetBlock(bytes, at, captured));
      at = end;
    }
    this.rest = bytes.subarray(at);
    return Buffer.concat(out);
  }

  private begin(bytes: Buffer): Buffer {
    const magics: [number, boolean, boolean][] = [
      [0xd4c3b2a1, true, false],
      [0xa1b2c3d4, false, false],
      [0x4d3cb2a1, true, true],
      [0xa1b23c4d, false, true],
    ];
    const found = magics.find(([magic]) => magic === bytes.readUInt32BE(0));
    if (!found) throw new NoCaptureError(`it begins with ${printable(bytes.subarray(0, 60))}`);
    [, this.littleEndian, this.nanoseconds] = found;
    this.started = true;
    const linkType = this.u32(bytes, 20) & 0x03ffffff;
    const digits = this.nanoseconds ? 9 : 6;
    return Buffer.concat([
      sectionHeaderBlock('HomeMole', this.comment),
      interfaceBlock(linkType, this.u32(bytes, 16), { resolution: digits }),
    ]);
  }

  private packetBlock(bytes: Buffer, at: number, captured: number): Buffer {
    const padded = (captured + 3) & ~3;
    const block = Buffer.alloc(32 + padded);
    const perSecond = this.nanoseconds ? 1_000_000_000n : 1_000_000n;
    const ticks = BigInt(this.u32(bytes, at)) * perSecond + BigInt(this.u32(bytes, at + 4));
    block.writeUInt32LE(6, 0);
    block.writeUInt32LE(block.length, 4);
    block.writeUInt32LE(Number(ticks >> 32n), 12);
    block.writeUInt32LE(Number(ticks & 0xffffffffn), 16);
    block.writeUInt32LE(captured, 20);
    block.writeUInt32LE(this.u32(bytes, at + 12), 24);
    const data = at + RECORD_HEADER_BYTES;
    bytes.copy(block, 28, data, data + captured);
    block.writeUInt32LE(block.length, block.length - 4);
    return block;
  }

  private u32(bytes: Buffer, at: number): number {
    return this.littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }
}

function printable(bytes: Buffer): string {
  return JSON.stringify(bytes.toString('latin1').replace(/[^\x20-\x7e]/g, '.'));
}
