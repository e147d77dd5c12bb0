import { randomInt } from 'node:crypto';

// Unguessable, so that nobody can build a capture whose addresses all fall into one bucket. It
// decides where an entry lies, never which value it has: results do not depend on it.
const HASH_SEED = randomInt(2 ** 31);

/**
 * A hash map from four 32-bit words to a small integer, without a string or an object per lookup.
 * Keys of fewer words leave the others 0.
 */
export class WordInterner {
  private slots = new Int32Array(64);
  private keys = new Int32Array(32 * 4);
  private values = new Int32Array(32);
  private size = 0;

  /** The value added for the key, or -1. */
  lookup(a: number, b: number, c: number, d: number): number {
    const { slots, keys } = this;
    const mask = slots.length - 1;
    for (let slot = hash(a, b, c, d) & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot]! - 1;
      if (entry < 0) return -1;
      const at = entry << 2;
      if (keys[at] === a && keys[at + 1] === b && keys[at + 2] === c && keys[at + 3] === d) {
        return this.values[entry]!;
      }
    }
  }

  /** Adds a key that `lookup` did not find. The words are signed 32-bit integers, like `x | 0`. */
  add(a: number, b: number, c: number, d: number, value: number): void {
    if (this.size === this.values.length) this.grow();
    this.keys.set([a, b, c, d], this.size << 2);
    this.values[this.size] = value;
    this.size += 1;
    this.place(this.size - 1);
  }

  private place(entry: number): void {
    const { slots, keys } = this;
    const mask = slots.length - 1;
    const at = entry << 2;
    let slot = hash(keys[at]!, keys[at + 1]!, keys[at + 2]!, keys[at + 3]!) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = entry + 1;
  }

  /** Twice the entries; at most half of the slots are ever taken. */
  private grow(): void {
    const keys = new Int32Array(this.keys.length * 2);
    keys.set(this.keys);
    this.keys = keys;
    const values = new Int32Array(this.values.length * 2);
    values.set(this.values);
    this.values = values;
    this.slots = new Int32Array(this.slots.length * 2);
    for (let entry = 0; entry < this.size; entry += 1) this.place(entry);
  }
}

function hash(a: number, b: number, c: number, d: number): number {
  let h = Math.imul(HASH_SEED ^ a, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15) ^ b, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 13) ^ c, 0xc2b2ae3d);
  h = Math.imul(h ^ (h >>> 16) ^ d, 0x27d4eb2f);
  return h ^ (h >>> 15);
}
