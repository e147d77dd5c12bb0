import type { Random } from '../../contract/random';

const POOL_BYTES = 1 << 20;

/**
 * Ciphertext stand-in: slices of one seeded pool of random bytes, copied from a random place.
 * Ten times faster than drawing every byte, and as opaque to anyone who does not look for repeats.
 */
export class OpaqueBytes {
  private readonly pool = new Uint8Array(POOL_BYTES);

  constructor(private readonly random: Random) {
    const words = new Uint32Array(POOL_BYTES / 4);
    for (let i = 0; i < words.length; i += 1) words[i] = random.uint32();
    // Little-endian on purpose: the bytes may not depend on the machine.
    const view = new DataView(this.pool.buffer);
    words.forEach((word, i) => view.setUint32(4 * i, word, true));
  }

  /** `length` fresh random bytes. */
  take(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    this.fill(bytes, 0, length);
    return bytes;
  }

  /** Random bytes into `target` from `start` up to `end`. */
  fill(target: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end;) {
      const some = Math.min(end - at, POOL_BYTES / 2);
      const from = this.random.integer(POOL_BYTES - some);
      target.set(this.pool.subarray(from, from + some), at);
      at += some;
    }
  }
}
