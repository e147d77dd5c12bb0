import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HomeMoleError } from '../contract/errors';
import { StreamSource } from './byte-source';
import type { ByteSource } from './byte-source';
import { ENDS_EARLY, unzstd } from './zstd';

export type Compression = 'none' | 'gzip' | 'zstd';

/** Told by the first four bytes, never by the name of the file. */
export function compressionOf(start: Uint8Array): Compression {
  const [a, b, c, d] = start;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  return 'none';
}

/** The end of a compressed file is missing, or its bytes are not what was compressed. */
export class DecompressionError extends Error {
  constructor(
    readonly truncated: boolean,
    detail: string,
  ) {
    super(detail);
  }
}

/** No capture compresses this well: full packets of zeros do 60 times. DEFLATE's limit is 1032. */
const HIGHEST_RATIO = 250;
/** Smaller outputs may have any ratio. */
const BOMB_BYTES = 64 * 2 ** 20;
const STEP = 1 << 18;
/** What damage can cost of the output before it. */
const OUTPUT_BYTES = 1 << 16;

/**
 * What `source` holds, decompressed; `start` are the bytes already taken from it. Several gzip
 * members or zstd frames in a row are one stream. Reading throws DecompressionError.
 */
export function decompressed(
  source: ByteSource,
  start: Uint8Array,
  compression: 'gzip' | 'zstd',
  signal: AbortSignal,
): ByteSource {
  const input = Readable.from(steps(source, start), { objectMode: false });
  const output = new StreamSource(decompressing(input, compression), signal);
  return new DecompressedSource(source, input, output);
}

class DecompressedSource implements ByteSource {
  private given = 0;

  constructor(
    private readonly source: ByteSource,
    private readonly input: Readable,
    private readonly output: StreamSource,
  ) {}

  get taken(): number {
    return this.source.taken;
  }

  async read(into: Uint8Array, offset: number): Promise<number> {
    const length = await this.readOutput(into, offset);
    this.given += length;
    if (this.given > BOMB_BYTES && this.given > this.taken * HIGHEST_RATIO) {
      throw new DecompressionError(false, 'it decompresses to more than any capture would');
    }
    return length;
  }

  async close(): Promise<void> {
    await this.output.close();
    this.input.destroy();
    await this.source.close();
  }

  private async readOutput(into: Uint8Array, offset: number): Promise<number> {
    try {
      return await this.output.read(into, offset);
    } catch (error) {
      if (error instanceof HomeMoleError) throw error;
      const { code, message } = error as NodeJS.ErrnoException;
      throw new DecompressionError(code === ENDS_EARLY, message);
    }
  }
}

async function* steps(source: ByteSource, start: Uint8Array): AsyncGenerator<Uint8Array> {
  yield start;
  for (;;) {
    const step = new Uint8Array(STEP);
    const length = await source.read(step, 0);
    if (length === 0) return;
    yield step.subarray(0, length);
  }
}

/** The input, decompressed. */
function decompressing(input: Readable, compression: 'gzip' | 'zstd'): Readable {
  // Not by zlib where it knows zstd: up to Node 26 it ends at the first of several frames.
  if (compression === 'zstd') return Readable.from(unzstd(input), { objectMode: false });
  const gunzip = createGunzip({ chunkSize: OUTPUT_BYTES });
  input.on('error', (error) => gunzip.destroy(error));
  return input.pipe(gunzip);
}
