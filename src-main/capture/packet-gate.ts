import { BlockSplitter, blockTypes } from './block-splitter';

const options = { end: 0, dropped: 5, droppedBySystem: 7, timeResolution: 9 } as const;

/** Ticks a second where an interface says none. */
const MICROSECONDS = 1e6;

/** When the gate closes by itself; null: never. */
export interface GateLimits {
  packets: number | null;
  bytes: number | null;
}

/**
 * What lets packets of a running capture through and counts them. Paused, it leaves packet blocks
 * out and lets everything else pass, so that the stream stays a capture; the backend goes on, which
 * is why a pause can never lose count.
 */
export class PacketGate {
  paused = false;
  packets = 0;
  /** Bytes of the frames on the wire. */
  bytes = 0;
  /** Frames lost by the capture's own statistics; null until it gives some. */
  dropped: number | null = null;
  /** Whether a packet came that is later than `closeAt` said. */
  isPast = false;
  private closesAt = Number.POSITIVE_INFINITY;
  /** Ticks a second of each interface of the section. */
  private ticks: number[] = [];
  private readonly splitter = new BlockSplitter();
  private readonly droppedOf = new Map<number, number>();

  constructor(private readonly limits: GateLimits) {}

  /** True once a limit is reached; no packet passes any more. */
  get full(): boolean {
    const { packets, bytes } = this.limits;
    return (packets !== null && this.packets >= packets) || (bytes !== null && this.bytes >= bytes);
  }

  /** Packets later than that, in seconds since the epoch, do not pass. */
  closeAt(time: number): void {
    this.closesAt = time;
  }

  /** The whole blocks of the stream that pass, in one piece; empty when none does. */
  push(chunk: Uint8Array): Buffer {
    const kept: Buffer[] = [];
    let source: Buffer | null = null;
    let from = 0;
    let to = 0;
    this.splitter.push(chunk, (type, bytes, at, end) => {
      if (!this.passes(type, bytes, at)) return;
      if (source === bytes && at === to) to = end;
      else {
        if (source) kept.push(source.subarray(from, to));
        source = bytes;
        from = at;
        to = end;
      }
    });
    if (source) kept.push((source as Buffer).subarray(from, to));
    return kept.length === 1 ? kept[0]! : Buffer.concat(kept);
  }

  private passes(type: number, bytes: Buffer, at: number): boolean {
    switch (type) {
      case blockTypes.section:
        this.ticks = [];
        return true;
      case blockTypes.interface:
        this.ticks.push(this.resolutionOf(bytes, at));
        return true;
      case blockTypes.enhancedPacket:
        if (this.closesAt < Number.POSITIVE_INFINITY && this.timeOf(bytes, at) > this.closesAt) {
          this.isPast = true;
          return false;
        }
        return this.count(this.splitter.u32(bytes, at + 24));
      case blockTypes.obsoletePacket:
        return this.count(this.splitter.u32(bytes, at + 24));
      case blockTypes.simplePacket:
        return this.count(this.splitter.u32(bytes, at + 8));
      case blockTypes.statistics:
        this.readStatistics(bytes, at);
        return true;
      default:
        return true;
    }
  }

  private count(length: number): boolean {
    if (this.paused || this.full) return false;
    this.packets += 1;
    this.bytes += length;
    return true;
  }

  /** Seconds since the epoch of an enhanced packet block. */
  private timeOf(bytes: Buffer, at: number): number {
    const { splitter } = this;
    const ticks = this.ticks[splitter.u32(bytes, at + 8)] ?? MICROSECONDS;
    return (splitter.u32(bytes, at + 12) * 4294967296 + splitter.u32(bytes, at + 16)) / ticks;
  }

  /** if_tsresol of an interface block: a power of ten, or of two with the highest bit set. */
  private resolutionOf(block: Buffer, start: number): number {
    const { splitter } = this;
    const end = start + splitter.u32(block, start + 4) - 4;
    for (let at = start + 16; at + 4 <= end;) {
      const code = splitter.u16(block, at);
      const length = splitter.u16(block, at + 2);
      if (code === options.end || at + 4 + length > end) break;
      if (code === options.timeResolution && length === 1) {
        const exponent = block[at + 4] as number;
        return exponent < 128 ? 10 ** exponent : 2 ** (exponent - 128);
      }
      at += 4 + ((length + 3) & ~3);
    }
    return MICROSECONDS;
  }

  /** isb_ifdrop and isb_osdrop; the newest statistics of an interface count. */
  private readStatistics(block: Buffer, start: number): void {
    const { splitter } = this;
    const end = start + splitter.u32(block, start + 4) - 4;
    let dropped: number | null = null;
    for (let at = start + 20; at + 4 <= end;) {
      const code = splitter.u16(block, at);
      const length = splitter.u16(block, at + 2);
      if (code === options.end || at + 4 + length > end) break;
      if ((code === options.dropped || code === options.droppedBySystem) && length === 8) {
        const low = splitter.u32(block, at + (splitter.littleEndian ? 4 : 8));
        const high = splitter.u32(block, at + (splitter.littleEndian ? 8 : 4));
        dropped = (dropped ?? 0) + high * 4294967296 + low;
      }
      at += 4 + ((length + 3) & ~3);
    }
    if (dropped === null) return;
    this.droppedOf.set(splitter.u32(block, start + 8), dropped);
    this.dropped = [...this.droppedOf.values()].reduce((sum, count) => sum + count, 0);
  }
}
