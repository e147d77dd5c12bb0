import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaptureRequest } from '../contract/capture';
import { HomeMoleError } from '../contract/errors';
import { BlockSplitter, blockTypes } from './block-splitter';

/** A ring keeps its newest files; null keeps everything in one. */
export type Ring = CaptureRequest['ring'];

/**
 * Writes the pcapng stream of a capture to files in a folder. Only whole blocks are written, at
 * once, so that the files can be read at any time, also after a crash. With a ring, each file begins
 * with the section and interface blocks that its packets need, and the oldest files are deleted.
 */
export class Recorder {
  /** Bytes in the files that are kept. */
  bytes = 0;
  private readonly splitter = new BlockSplitter();
  private readonly kept: { path: string; bytes: number }[] = [];
  private number = 0;
  private handle: FileHandle | null = null;
  /** The section header and the interfaces that a new file must begin with. */
  private preface: Buffer[] = [];

  /** @param folder It must exist. */
  constructor(
    private readonly folder: string,
    private readonly ring: Ring,
  ) {}

  /** Oldest first. */
  files(): string[] {
    return this.kept.map(({ path }) => path);
  }

  /**
   * Writes the blocks that are whole by now.
   * @throws HomeMoleError `disk-full`, `output-unwritable`; what was written before stays readable
   */
  async write(chunk: Uint8Array): Promise<void> {
    let run: Buffer[] = [];
    const runs: { blocks: Buffer[]; fresh: boolean }[] = [{ blocks: run, fresh: false }];
    let size = this.kept.at(-1)?.bytes ?? 0;
    this.splitter.push(chunk, (type, bytes, at, end) => {
      const block = bytes.subarray(at, end);
      if (type === blockTypes.section) this.preface = [];
      const isPreface = type === blockTypes.section || type === blockTypes.interface;
      if (isPreface) this.preface.push(Buffer.from(block));
      else if (this.ring && size + block.length > this.ring.fileBytes && size > 0) {
        run = [...this.preface];
        runs.push({ blocks: run, fresh: true });
        size = run.reduce((sum, { length }) => sum + length, 0);
      }
      run.push(block);
      size += block.length;
    });
    for (const { blocks, fresh } of runs) {
      if (fresh || this.handle === null) await this.nextFile();
      await this.append(Buffer.concat(blocks));
    }
  }

  async close(): Promise<void> {
    const { handle } = this;
    this.handle = null;
    await handle?.close();
  }

  private async nextFile(): Promise<void> {
    await this.close();
    this.number += 1;
    const path = join(this.folder, `capture-${String(this.number).padStart(5, '0')}.pcapng`);
    try {
      this.handle = await open(path, 'wx', 0o600);
    } catch (error) {
      throw problemOfWriting(path, error);
    }
    this.kept.push({ path, bytes: 0 });
    if (!this.ring || this.kept.length <= this.ring.files) return;
    const oldest = this.kept.shift()!;
    this.bytes -= oldest.bytes;
    await rm(oldest.path, { force: true });
  }

  private async append(bytes: Buffer): Promise<void> {
    const file = this.kept.at(-1);
    if (!file || !this.handle || bytes.length === 0) return;
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done);
        done += bytesWritten;
      }
    } catch (error) {
      // A block that found half its room would make the file end in damage.
      await this.handle.truncate(file.bytes).catch(() => undefined);
      throw problemOfWriting(file.path, error);
    }
    file.bytes += bytes.length;
    this.bytes += bytes.length;
  }
}

/** @returns `disk-full` or `output-unwritable` */
export function problemOfWriting(path: string, error: unknown): HomeMoleError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new HomeMoleError('disk-full', { path });
  return new HomeMoleError('output-unwritable', { path, detail: message });
}
