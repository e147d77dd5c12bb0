import { Decompress } from 'fzstd';
import { ZstdFrames } from './zstd-frames';

/** A piece of input of this size gives at most 32 MB: a block of 4 bytes gives up to 128 KB. */
const PIECE = 1024;

/** The error code of a stream that ends too early, as zlib calls it. */
export const ENDS_EARLY = 'Z_BUF_ERROR';

/**
 * Decompresses zstd frames (RFC 8878), several in a row as one stream.
 * Skippable frames are passed over; checksums are not verified.
 * @throws Error when the data are damaged, want a window above 128 MB, or (code `ENDS_EARLY`) end
 *   within a frame
 */
export async function* unzstd(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  let out: Uint8Array[] = [];
  // The decoder uses its memory again, so every block is copied.
  const decoder = new Decompress((block) => void out.push(block.slice()));
  const frames = new ZstdFrames();
  for await (const chunk of input) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      const piece = chunk.slice(at, at + PIECE);
      try {
        frames.check(piece);
        decoder.push(piece);
      } finally {
        yield* out;
      }
      out = [];
    }
  }
  try {
    decoder.push(new Uint8Array(0), true);
  } catch (error) {
    throw Object.assign(new Error('the end is missing', { cause: error }), { code: ENDS_EARLY });
  }
}
