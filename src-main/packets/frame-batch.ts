/** Frames of a batch; all facts of it together fit the processor's nearest cache. */
const MOST_FRAMES = 1024;

/**
 * Where the frames of a chunk lie, a column per fact: format readers fill it, the decoder empties
 * it. Numbers handed over one call at a time would each become an object (times are float64).
 */
export class FrameBatch {
  count = 0;
  /** Seconds since the epoch; NaN where the format gives none. */
  readonly time = new Float64Array(MOST_FRAMES);
  /** Offset of the first byte in the chunk. */
  readonly start = new Int32Array(MOST_FRAMES);
  /** Bytes captured, and bytes on the wire. */
  readonly captured = new Uint32Array(MOST_FRAMES);
  readonly length = new Uint32Array(MOST_FRAMES);
  readonly linkType = new Int32Array(MOST_FRAMES);

  get isFull(): boolean {
    return this.count === MOST_FRAMES;
  }
}
