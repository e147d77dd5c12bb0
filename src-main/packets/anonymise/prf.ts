import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { Cipher } from 'node:crypto';

/** What a pseudo-random value is for, so that no two purposes share one. */
export const domains = {
  ipv4: 1,
  ipv6: 2,
  nic: 3,
  vendor: 4,
  interfaceId: 5,
  tag: 6,
  checksum: 7,
} as const;

const ROUNDS = 10;

/** Pseudo-random functions under one secret key: AES-128 of a block that says what is asked. */
export class Prf {
  private readonly cipher: Cipher;
  private readonly block = Buffer.alloc(16);

  /**
   * @param seed Null: the key is random and lives no longer than this object. A seed gives the same
   *   key again, to anybody who guesses it.
   */
  constructor(seed: number | null) {
    const key =
      seed === null
        ? randomBytes(16)
        : createHash('sha256').update(`homemole anonymise ${seed}`).digest().subarray(0, 16);
    this.cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  }

  /** 16 bytes for a purpose, a small number and up to three words. */
  bytes(domain: number, small: number, a = 0, b = 0, c = 0): Buffer {
    const { block } = this;
    block[0] = domain;
    block[1] = small;
    block.writeInt32BE(a | 0, 4);
    block.writeInt32BE(b | 0, 8);
    block.writeInt32BE(c | 0, 12);
    return this.cipher.update(block);
  }

  /**
   * A secret permutation of the numbers of `2 * halfBits` bits (at most 40), one for each `tweak`: a
   * balanced Feistel network with this function in its rounds.
   */
  permute(domain: number, halfBits: number, value: number, tweak = 0): number {
    const size = 2 ** halfBits;
    let left = Math.floor(value / size);
    let right = value % size;
    for (let round = 0; round < ROUNDS; round += 1) {
      const mixed = this.bytes(domain, round, right, tweak, halfBits).readUInt32BE(0) % size;
      [left, right] = [right, (left ^ mixed) >>> 0];
    }
    return left * size + right;
  }
}
