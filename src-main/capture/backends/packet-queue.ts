/** Bytes that may wait to be read before packets are dropped. */
const MOST_WAITING = 64 * 2 ** 20;

/** Packets on their way from a callback to a reader, as pcapng blocks; bounded, losses counted. */
export class PacketQueue implements AsyncIterable<Uint8Array> {
  /** Packets that found no room. */
  dropped = 0;
  private waiting: Buffer[] = [];
  private bytes = 0;
  private ended = false;
  private wake: () => void = () => undefined;

  put(block: Buffer): void {
    this.waiting.push(block);
    this.bytes += block.length;
    this.wake();
  }

  /** A frame that lies at the beginning of `frame`, `length` bytes long, taken now. */
  putPacket(frame: Buffer, length: number, _truncated: boolean, most: number): void {
    if (this.bytes > MOST_WAITING) {
      this.dropped += 1;
      return;
    }
    const kept = Math.min(length, most, frame.length);
    const padded = (kept + 3) & ~3;
    const block = Buffer.alloc(32 + padded);
    const microseconds = Math.round((performance.timeOrigin + performance.now()) * 1000);
    block.writeUInt32LE(6, 0);
    block.writeUInt32LE(block.length, 4);
    block.writeUInt32LE(Math.floor(microseconds / 4294967296), 12);
    block.writeUInt32LE(microseconds % 4294967296, 16);
    block.writeUInt32LE(kept, 20);
    block.writeUInt32LE(length, 24);
    frame.copy(block, 28, 0, kept);
    block.writeUInt32LE(block.length, block.length - 4);
    this.put(block);
  }

  end(): void {
    this.ended = true;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (this.waiting.length > 0) {
        const blocks = Buffer.concat(this.waiting);
        this.waiting = [];
        this.bytes = 0;
        yield blocks;
      } else if (this.ended) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
