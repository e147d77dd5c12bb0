import { Decompress } from 'fzstd';

/** A piece of input of this size gives at most 32 MB: a block of 4 bytes gives up to 128 KB. */
const PIECE = 1024;
/** The largest window that decoders take unless told otherwise; that of the `zstd` program. */
const MOST_WINDOW = 2 ** 27;

/** The error code of a stream that ends too early, as zlib calls it. */
export const ENDS_EARLY = 'Z_BUF_ERROR';

/**
 * Decompresses zstd frames (RFC 8878), for versions of Node whose zlib cannot (before 22.15).
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
  let isFirst = true;
  for await (const chunk of input) {
    if (isFirst) checkWindow(chunk);
    isFirst = false;
    for (let at = 0; at < chunk.length; at += PIECE) {
      try {
        decoder.push(chunk.slice(at, at + PIECE));
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

/** Refuses a first frame whose window would take more memory than any capture needs (3.1.1.1). */
function checkWindow(start: Uint8Array): void {
  const flags = start[4] ?? 0;
  const isSingleSegment = (flags & 0x20) !== 0;
  const descriptor = start[5] ?? 0;
  const base = 2 ** (10 + (descriptor >> 3));
  const window = base + (base / 8) * (descriptor & 7);
  if (!isSingleSegment && window > MOST_WINDOW) {
    throw new Error(`a window of ${window} bytes`);
  }
}
