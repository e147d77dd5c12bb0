import { HomeMoleError } from '../contract/errors';
import { checkpoint } from '../contract/job';
import type { Job } from '../contract/job';
import type { CaptureFile, Warning } from '../contract/results';
import { openBytes } from './byte-source';
import type { ByteSource } from './byte-source';
import { DecompressionError, compressionOf, decompressed } from './decompress';
import type { Compression } from './decompress';
import type { Chunk, FormatReader } from './format-reader';
import { FrameSink } from './frame-sink';
import type { FrameTap } from './frame-tap';
import type { HintCollector } from './hints/collector';
import { linkTypeName } from './link-types';
import { PcapReader } from './pcap-reader';
import { PcapngReader } from './pcapng-reader';
import type { RecordSink } from './record-sink';
import type { TableBuilder } from './table-builder';

const CHUNK_BYTES = 4 * 2 ** 20;
/** All magic numbers, of captures and of compressions, are this long. */
const MAGIC_BYTES = 4;

/** A buffer for `readFile`; one can serve many files, one after the other. */
export function newChunk(bytes = CHUNK_BYTES): Chunk {
  const buffer = new Uint8Array(bytes);
  return { bytes: buffer, view: new DataView(buffer.buffer), length: 0, offset: 0 };
}

/** With what a capture is read. */
export interface RecordTarget {
  readonly chunk: Chunk;
  readonly job: Job;
  /** Told after each chunk how many bytes of the file are done. */
  progress(bytes: number): void;
}

/** Where one capture goes while it is read. */
export interface ReadTarget extends RecordTarget {
  readonly table: TableBuilder;
  readonly hints: HintCollector;
  /** Whether packets recorded twice stay; by default they are left out, and counted. */
  readonly keepCopies?: boolean;
  /** Shown every frame that becomes a row. */
  readonly tap?: FrameTap | undefined;
}

/**
 * Reads one capture into `target.table`, a chunk at each step, and gives what the file was at the
 * end. Whoever leaves off early closes the file by that. Damage keeps what was read before it, as a
 * warning.
 *
 * Errors: `file-not-found`, `file-unreadable`, `capture-empty`, `capture-unknown-format`;
 * `capture-malformed` where damage left not one packet; `capture-unsupported-link` where no packet
 * has a link type that HomeMole decodes; `cancelled`.
 */
export async function* readFile(
  path: string,
  target: ReadTarget,
): AsyncGenerator<void, CaptureFile, void> {
  return yield* readSource(path, await openBytes(path, target.job.signal), target);
}

/** `readFile` for bytes from anywhere, called `path` in the result; closes the source. */
export async function* readSource(
  path: string,
  raw: ByteSource,
  target: ReadTarget,
): AsyncGenerator<void, CaptureFile, void> {
  const sink = new FrameSink(target.table, target.hints, target.keepCopies, target.tap);
  const { format, compression } = yield* readRecords(path, raw, sink, target);
  return describeFile(path, format, compression, sink);
}

/**
 * Reads one capture into any sink, a chunk at each step; closes the source.
 *
 * Errors: as `readFile`, but for those that depend on what the packets were.
 */
export async function* readRecords(
  path: string,
  raw: ByteSource,
  sink: RecordSink,
  target: RecordTarget,
): AsyncGenerator<void, { format: CaptureFile['format']; compression: Compression }, void> {
  const { chunk, job } = target;
  chunk.length = chunk.offset = 0;
  let source = raw;
  try {
    await fill(raw, chunk, MAGIC_BYTES);
    if (chunk.length === 0) throw new HomeMoleError('capture-empty', { file: path });
    const compression = compressionOf(chunk.bytes.subarray(0, chunk.length));
    if (compression !== 'none') {
      const start = chunk.bytes.slice(0, chunk.length);
      source = decompressed(raw, start, compression, job.signal);
      chunk.length = 0;
    }
    const reader = yield* readPackets(path, source, sink, target);
    return { format: reader.format, compression };
  } finally {
    await source.close();
  }
}

async function* readPackets(
  path: string,
  source: ByteSource,
  sink: RecordSink,
  { chunk, job, progress }: RecordTarget,
): AsyncGenerator<void, FormatReader, void> {
  let more = await fillOrNote(source, chunk, sink, MAGIC_BYTES);
  const reader = chunk.length < MAGIC_BYTES ? null : readerFor(chunk.view);
  if (!reader && sink.damage)
    throw new HomeMoleError('capture-malformed', { file: path, ...sink.damage });
  if (!reader) throw new HomeMoleError('capture-unknown-format', { file: path });
  for (;;) {
    sink.setBytes(chunk.bytes, chunk.view);
    const used = reader.consume(chunk, sink);
    sink.flush();
    progress(source.taken);
    await checkpoint(job);
    yield; // While the caller has its turn, the frames still lie where the sink was told.
    chunk.bytes.copyWithin(0, used, chunk.length);
    chunk.length -= used;
    chunk.offset += used;
    if (reader.stopped || !more) break;
    if (chunk.length === chunk.bytes.length) enlarge(chunk);
    more = await fillOrNote(source, chunk, sink, chunk.length + 1);
  }
  if (!reader.stopped && chunk.length > 0 && !sink.damage) {
    sink.damaged('truncated-file', chunk.offset, 'the file ends within a record');
  }
  return reader;
}

/** The reader for a file that begins like `view`, or null. */
export function readerFor(view: DataView): FormatReader | null {
  return PcapReader.for(view) ?? PcapngReader.for(view);
}

/** Fills the chunk to at least `least` bytes; false when the source has no more. */
async function fill(source: ByteSource, chunk: Chunk, least: number): Promise<boolean> {
  while (chunk.length < least) {
    const length = await source.read(chunk.bytes, chunk.length);
    if (length === 0) return false;
    chunk.length += length;
  }
  return true;
}

/** The same; broken compression is the end of the file and a warning. */
async function fillOrNote(
  source: ByteSource,
  chunk: Chunk,
  sink: RecordSink,
  least: number,
): Promise<boolean> {
  try {
    return await fill(source, chunk, least);
  } catch (error) {
    if (!(error instanceof DecompressionError)) throw error;
    const code = error.truncated ? 'truncated-file' : 'malformed-block';
    sink.damaged(code, chunk.offset + chunk.length, error.message);
    return false;
  }
}

/** For a record or block larger than the buffer; readers refuse what could never fit. */
function enlarge(chunk: Chunk): void {
  const larger = newChunk(chunk.bytes.length * 2);
  larger.bytes.set(chunk.bytes);
  chunk.bytes = larger.bytes;
  chunk.view = larger.view;
}

const harmless: readonly Warning['code'][] = [
  'packets-dropped',
  'coarse-timestamps',
  'computed-view',
];

/** What the file was, from what its sink saw; or why nothing of it could be read. */
export function describeFile(
  path: string,
  format: CaptureFile['format'],
  compression: Compression,
  sink: FrameSink,
): CaptureFile {
  const warnings = sink.warningList();
  // What was lost, or would have been late, is no damage of the file.
  const damaged = warnings.some(({ code }) => !harmless.includes(code));
  if (sink.packets === 0 && damaged) {
    const { offset, detail } = sink.damage ?? {
      offset: 0,
      detail: 'its packets are of interfaces it does not describe',
    };
    throw new HomeMoleError('capture-malformed', { file: path, offset, detail });
  }
  const linkTypes = sink.linkTypes.map(linkTypeName);
  if (sink.packets > 0 && sink.undecodablePackets === sink.packets) {
    throw new HomeMoleError('capture-unsupported-link', { file: path, link: linkTypes.join(', ') });
  }
  return {
    path,
    format,
    compression,
    linkTypes: [...new Set(linkTypes)],
    packets: sink.packets,
    bytes: sink.frameBytes,
    truncatedPackets: sink.truncatedPackets,
    duplicates: sink.duplicates,
    droppedPackets: sink.droppedPackets,
    warnings,
    simulated: sink.simulated,
  };
}
