import type { Hint } from '../contract/hints';
import { HomeMoleError } from '../contract/errors';
import type { PacketTable } from '../contract/packet-table';
import type { CaptureFile } from '../contract/results';
import type { Chunk, FormatReader } from './format-reader';
import { FrameSink } from './frame-sink';
import { HintCollector } from './hints/collector';
import { describeFile, newChunk, readerFor } from './read-file';
import { TableBuilder } from './table-builder';

const FIRST_CHUNK = 2 ** 20;
const MAGIC_BYTES = 4;

/**
 * Reads a capture while it is written: bytes of a pcap or pcapng stream go in, in pieces of any
 * size, and rows come out.
 */
export class LiveReader {
  private readonly table = new TableBuilder();
  private readonly collector = new HintCollector();
  private readonly sink = new FrameSink(this.table, this.collector);
  private chunk: Chunk = newChunk(FIRST_CHUNK);
  private reader: FormatReader | null = null;

  /** @param name What the capture is called in `file()` and in errors. */
  constructor(private readonly name: string) {}

  /**
   * More bytes of the stream; they may be used again afterwards.
   * @throws HomeMoleError `capture-unknown-format` when the stream is no capture.
   */
  push(bytes: Uint8Array): void {
    if (this.reader?.stopped) return;
    this.append(bytes);
    const { chunk } = this;
    if (!this.reader) {
      if (chunk.length < MAGIC_BYTES) return;
      this.reader = readerFor(chunk.view);
      if (!this.reader) throw new HomeMoleError('capture-unknown-format', { file: this.name });
    }
    this.sink.setBytes(chunk.bytes, chunk.view);
    const used = this.reader.consume(chunk, this.sink);
    this.sink.flush();
    chunk.bytes.copyWithin(0, used, chunk.length);
    chunk.length -= used;
    chunk.offset += used;
  }

  /** The rows since the last call, in memory of their own; the lists are shared and grow. */
  take(): PacketTable {
    return this.table.build();
  }

  /** What the devices said of themselves so far. */
  hints(): Hint[] {
    return this.collector.all();
  }

  /** Copies of packets recorded twice so far. */
  get duplicates(): number {
    return this.sink.duplicates;
  }

  /** @throws HomeMoleError where nothing of the stream could be read, as for a file. */
  file(): CaptureFile {
    return describeFile(this.name, this.reader?.format ?? 'pcapng', 'none', this.sink);
  }

  private append(bytes: Uint8Array): void {
    const { chunk } = this;
    if (chunk.length + bytes.length > chunk.bytes.length) {
      const larger = newChunk(2 * (chunk.length + bytes.length));
      larger.bytes.set(chunk.bytes.subarray(0, chunk.length));
      larger.length = chunk.length;
      larger.offset = chunk.offset;
      this.chunk = larger;
    }
    this.chunk.bytes.set(bytes, this.chunk.length);
    this.chunk.length += bytes.length;
  }
}
