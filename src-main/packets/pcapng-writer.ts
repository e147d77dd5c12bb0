import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { HomeMoleError } from '../contract/errors';
import { unwritable } from '../files';
import { interfaceBlock, sectionHeaderBlock, statisticsBlock } from './pcapng-blocks';

/** What the file's header says of itself. */
export interface PcapngWriterOptions {
  /** `shb_userappl`: the program that wrote the file. */
  application: string;
  /** `opt_comment` of the section. */
  comment?: string;
  /**
   * LINKTYPE of the first interface; 1 (Ethernet) unless said otherwise. Null: there is none until
   * `addInterface`.
   */
  linkType?: number | null;
  /** Most bytes kept of a frame; 0 or absent: all of it. Longer frames are cut by `write`. */
  snaplen?: number;
}

/** What is said of an interface beside its link type. */
export interface InterfaceOptions {
  /** Its timestamps count microseconds (6, the default) or nanoseconds (9). */
  resolution?: 6 | 9;
  comment?: string;
}

/** Which way a frame went, as `epb_flags` tells it. */
export const UNTOLD = 0;
export const RECEIVED = 1;
export const SENT = 2;

const BUFFER_BYTES = 1 << 20;
/** Fixed part of an enhanced packet block: 28 bytes before the frame, 4 after it. */
const BLOCK_BYTES = 32;
/** The option `epb_flags` and the end of the options. */
const FLAGS_BYTES = 12;
const FLAGS_CODE = 2;
const NANOSECONDS = 9;
const TWO_32 = 4294967296;

/**
 * Writes one pcapng section (draft-ietf-opsawg-pcapng, sections 4.1 to 4.3 and 4.6). Bytes go to a sibling file that takes the wanted name only when `close`
 * succeeded, so an interrupted run leaves no half file under that name. A file that has the name
 * already is replaced at that moment; callers who mind check first.
 *
 * Errors: `output-unwritable` with path and detail, from every method.
 */
export class PcapngWriter {
  private buffer = new Uint8Array(BUFFER_BYTES);
  private fields = new DataView(this.buffer.buffer);
  private used = 0;
  private flushed: Promise<void> = Promise.resolve();
  private failure: HomeMoleError | null = null;
  private finished = false;
  private readonly resolutions: number[] = [];

  private constructor(
    private readonly path: string,
    private readonly partPath: string,
    private readonly file: FileHandle,
    private readonly snaplen: number,
  ) {}

  /** Opens the sibling file in the folder of `path`, which must exist. */
  static async create(path: string, options: PcapngWriterOptions): Promise<PcapngWriter> {
    const partPath = `${path}.part-${randomBytes(6).toString('hex')}`;
    const snaplen = options.snaplen ?? 0;
    let file: FileHandle;
    try {
      file = await open(partPath, 'wx');
    } catch (error) {
      throw unwritable(path, error);
    }
    const writer = new PcapngWriter(path, partPath, file, snaplen);
    writer.append(sectionHeaderBlock(options.application, options.comment));
    const { linkType = 1 } = options;
    if (linkType !== null) writer.addInterface(linkType);
    return writer;
  }

  /** Describes a further interface. @returns Its number, for `write`. */
  addInterface(linkType: number, options: InterfaceOptions = {}): number {
    this.append(interfaceBlock(linkType, this.snaplen, options));
    return this.resolutions.push(options.resolution ?? 6) - 1;
  }

  /** Says at the end of a recording how many frames an interface lost, by its own count. */
  addStatistics(interfaceNumber: number, timeSeconds: number, dropped: number): void {
    const nanoseconds = this.resolutions[interfaceNumber] === NANOSECONDS;
    const ticks = nanoseconds ? ticksOf(timeSeconds) : BigInt(Math.round(timeSeconds * 1e6));
    this.append(statisticsBlock(interfaceNumber, ticks, dropped));
  }

  /**
   * Adds a frame. `timeSeconds` is since the Unix epoch, rounded to what the interface counts in;
   * `originalLength` is the frame's length on the wire when `frame` is a cut one. The frame is
   * copied before `write` returns. A promise is returned when a buffer went to the disk; callers
   * that write much await it, so that memory stays bounded.
   */
  write(
    timeSeconds: number,
    frame: Uint8Array,
    originalLength = frame.length,
    interfaceNumber = 0,
    way = UNTOLD,
  ): void | Promise<void> {
    if (this.failure) throw this.failure;
    const kept = this.snaplen > 0 ? Math.min(frame.length, this.snaplen) : frame.length;
    const padded = (kept + 3) & ~3;
    const total = BLOCK_BYTES + padded + (way === UNTOLD ? 0 : FLAGS_BYTES);
    const flushing = this.makeRoom(total);
    const at = this.used;
    this.fields.setUint32(at, 6, true);
    this.fields.setUint32(at + 4, total, true);
    this.fields.setUint32(at + 8, interfaceNumber, true);
    if (this.resolutions[interfaceNumber] === NANOSECONDS)
      this.putNanoseconds(at + 12, timeSeconds);
    else this.putTicks(at + 12, Math.round(timeSeconds * 1e6));
    this.fields.setUint32(at + 20, kept, true);
    this.fields.setUint32(at + 24, originalLength, true);
    this.buffer.set(kept === frame.length ? frame : frame.subarray(0, kept), at + 28);
    this.buffer.fill(0, at + 28 + kept, at + total - 4);
    if (way !== UNTOLD) {
      this.fields.setUint16(at + 28 + padded, FLAGS_CODE, true);
      this.fields.setUint16(at + 30 + padded, 4, true);
      this.fields.setUint32(at + 32 + padded, way, true);
    }
    this.fields.setUint32(at + total - 4, total, true);
    this.used += total;
    return flushing;
  }

  /** Writes what is buffered and gives the file its name. On failure nothing is left. */
  async close(): Promise<void> {
    if (this.finished) return;
    try {
      void this.flush();
      await this.flushed;
      if (this.failure) throw this.failure;
      await this.file.sync();
      await this.file.close();
      await rename(this.partPath, this.path);
      this.finished = true;
    } catch (error) {
      await this.abort();
      throw unwritable(this.path, error);
    }
  }

  /** Deletes what was written. Harmless after `close` and when called twice. */
  async abort(): Promise<void> {
    if (this.finished) return;
    this.finished = true;
    await this.flushed;
    await this.file.close().catch(() => undefined);
    await rm(this.partPath, { force: true });
  }

  private putTicks(at: number, ticks: number): void {
    this.fields.setUint32(at, Math.floor(ticks / TWO_32), true);
    this.fields.setUint32(at + 4, ticks % TWO_32, true);
  }

  private putNanoseconds(at: number, timeSeconds: number): void {
    const ticks = ticksOf(timeSeconds);
    this.fields.setUint32(at, Number(ticks >> 32n), true);
    this.fields.setUint32(at + 4, Number(ticks & 0xffffffffn), true);
  }

  private append(block: Uint8Array): void {
    void this.makeRoom(block.length);
    this.buffer.set(block, this.used);
    this.used += block.length;
  }

  /** Hands the buffer to the disk when `bytes` do not fit, and goes on with a new one. */
  private makeRoom(bytes: number): void | Promise<void> {
    if (this.used + bytes <= this.buffer.length) return undefined;
    const flushing = this.flush();
    this.buffer = new Uint8Array(Math.max(BUFFER_BYTES, bytes));
    this.fields = new DataView(this.buffer.buffer);
    return flushing;
  }

  /** Queues the buffer behind earlier ones; a failure is kept for the next call to tell. */
  private flush(): Promise<void> {
    const bytes = this.buffer.subarray(0, this.used);
    this.used = 0;
    this.flushed = this.flushed.then(async () => {
      if (this.failure) return;
      try {
        await writeAll(this.file, bytes);
      } catch (error) {
        this.failure = unwritable(this.path, error);
      }
    });
    return this.flushed;
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}

/** Nanoseconds, whose count is beyond 2^53: seconds and the rest are multiplied apart. */
function ticksOf(timeSeconds: number): bigint {
  const seconds = Math.floor(timeSeconds);
  const rest = BigInt(Math.round((timeSeconds - seconds) * 1e9));
  return BigInt(seconds) * 1_000_000_000n + rest;
}
