import { readSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { HomeMoleError } from '../contract/errors';

/** Bytes in order, from wherever they come. */
export interface ByteSource {
  /** Fills `into` from `offset` on with at least one byte; 0 is the end. */
  read(into: Uint8Array, offset: number): Promise<number>;
  /** Bytes taken from the file itself (before decompression), for progress. */
  readonly taken: number;
  close(): Promise<void>;
}

/** Size of a file in bytes; 0 for stdin and pipes. Errors: `file-not-found`, `file-unreadable`. */
export async function sizeOf(path: string): Promise<number> {
  if (path === '-') return 0;
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) throw new Error('it is a folder; name the files in it');
    return stats.isFile() ? stats.size : 0;
  } catch (error) {
    throw fileProblem(path, error);
  }
}

/** Opens a file, or stdin as `-`. Errors: `file-not-found`, `file-unreadable`. */
export async function openBytes(path: string, signal: AbortSignal): Promise<ByteSource> {
  if (path === '-') return new StreamSource(process.stdin, signal);
  try {
    const file = await open(path, 'r');
    return new FileSource(path, file, (await file.stat()).isFile());
  } catch (error) {
    throw fileProblem(path, error);
  }
}

class FileSource implements ByteSource {
  taken = 0;

  constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    /** A file on a disk, which never lets a reader wait; pipes and devices may, for ever. */
    private readonly isRegular: boolean,
  ) {}

  async read(into: Uint8Array, offset: number): Promise<number> {
    try {
      // Without a turn through the thread pool, which takes longer than copying from the cache.
      const bytesRead = this.isRegular
        ? readSync(this.file.fd, into, offset, into.length - offset, null)
        : (await this.file.read(into, offset, into.length - offset, null)).bytesRead;
      this.taken += bytesRead;
      return bytesRead;
    } catch (error) {
      throw fileProblem(this.path, error);
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** A Node stream as a source. A cancelled job destroys the stream, so that no read waits for ever. */
export class StreamSource implements ByteSource {
  taken = 0;
  private readonly chunks: AsyncIterator<Uint8Array>;
  private chunk: Uint8Array = new Uint8Array(0);

  constructor(
    private readonly stream: Readable,
    private readonly signal: AbortSignal,
  ) {
    this.chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    signal.addEventListener('abort', this.destroy, { once: true });
    if (signal.aborted) this.destroy();
  }

  async read(into: Uint8Array, offset: number): Promise<number> {
    while (this.chunk.length === 0) {
      const next = await this.next();
      if (next.done) return 0;
      this.chunk = next.value;
      this.taken += this.chunk.length;
    }
    const length = Math.min(this.chunk.length, into.length - offset);
    into.set(this.chunk.subarray(0, length), offset);
    this.chunk = this.chunk.subarray(length);
    return length;
  }

  async close(): Promise<void> {
    this.signal.removeEventListener('abort', this.destroy);
    this.destroy();
  }

  private async next(): Promise<IteratorResult<Uint8Array>> {
    try {
      return await this.chunks.next();
    } catch (error) {
      if (this.signal.aborted) throw new HomeMoleError('cancelled');
      throw error;
    }
  }

  private readonly destroy = (): void => {
    this.stream.destroy();
  };
}

function fileProblem(path: string, error: unknown): HomeMoleError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new HomeMoleError('file-not-found', { file: path });
  }
  return new HomeMoleError('file-unreadable', { file: path, detail: message });
}
