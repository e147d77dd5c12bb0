import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { HomeMoleError } from '../contract/errors';
import { interfaceBlock, sectionHeaderBlock } from './pcapng-blocks';

/** What the file's header says of itself. */
export interface PcapngWriterOptions {
  /** `shb_userappl`: the program that wrote the file. */
  application: string;
  /** `opt_comment` of the section. */
  comment?: string;
  /** LINKTYPE of the only interface; 1 (Ethernet) unless said otherwise. */
  linkType?: number;
  /** Most bytes kept of a frame; 0 or absent: all of it. Longer frames are cut by `write`. */
  snaplen?: number;
}

const BUFFER_BYTES = 1 << 20;
/** Fixed part of an enhanced packet block: 28 bytes before the frame, 4 after it. */
const BLOCK_BYTES = 32;

/**
 * Writes one pcapng section with one interface, microsecond timestamps (draft-ietf-opsawg-pcapng,
 * sections 4.1 to 4.3). Bytes go to a sibling file that takes the wanted name only when `close`
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
    writer.append(interfaceBlock(options.linkType ?? 1, snaplen));
    return writer;
  }

  /**
   * Adds a frame. `timeSeconds` is since the Unix epoch, rounded to the microsecond;
   * `originalLength` is the frame's length on the wire when `frame` is a cut one. The frame is
   * copied before `write` returns. A promise is returned when a buffer went to the disk; callers
   * that write much await it, so that memory stays bounded.
   */
  write(
    timeSeconds: number,
    frame: Uint8Array,
    originalLength = frame.length,
  ): void | Promise<void> {
    if (this.failure) throw this.failure;
    const kept = this.snaplen > 0 ? Math.min(frame.length, this.snaplen) : frame.length;
    const total = BLOCK_BYTES + ((kept + 3) & ~3);
    const flushing = this.makeRoom(total);
    const at = this.used;
    const microseconds = Math.round(timeSeconds * 1e6);
    this.fields.setUint32(at, 6, true);
    this.fields.setUint32(at + 4, total, true);
    this.fields.setUint32(at + 8, 0, true);
    this.fields.setUint32(at + 12, Math.floor(microseconds / 4294967296), true);
    this.fields.setUint32(at + 16, microseconds % 4294967296, true);
    this.fields.setUint32(at + 20, kept, true);
    this.fields.setUint32(at + 24, originalLength, true);
    this.buffer.set(kept === frame.length ? frame : frame.subarray(0, kept), at + 28);
    this.buffer.fill(0, at + 28 + kept, at + total - 4);
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
      await this.file.close();
      await rename(this.partPath, this.path);
      this.finished = true;
    } catch (error) {
      await this.abort();
      throw error instanceof HomeMoleError ? error : unwritable(this.path, error);
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

function unwritable(path: string, error: unknown): HomeMoleError {
  const detail = error instanceof Error ? error.message : String(error);
  return new HomeMoleError('output-unwritable', { path, detail });
}
