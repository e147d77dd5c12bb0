import type { RecordSink } from './record-sink';

/** Bytes of a file: `bytes[0]` is at `offset` in it (after decompression), `length` of them count. */
export interface Chunk {
  bytes: Uint8Array;
  view: DataView;
  length: number;
  offset: number;
}

/** The most bytes that a record or block may have; what claims more is nonsense. */
export const MOST_BLOCK_BYTES = 16 * 2 ** 20;

/** Takes a capture format apart, as many whole records at a time as a chunk holds. */
export interface FormatReader {
  readonly format: 'pcap' | 'pcapng';
  /** True after damage that cannot be passed; the rest of the file is not to be read. */
  readonly stopped: boolean;
  /** Reads the whole records in `chunk` and says how many bytes they were. */
  consume(chunk: Chunk, sink: RecordSink): number;
}
