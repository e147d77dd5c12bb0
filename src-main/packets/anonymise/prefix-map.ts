import type { Prf } from './prf';

/**
 * A permutation of addresses that keeps common prefixes common, as Crypto-PAn does (Xu, Fan, Ammar
 * and Moon, ICNP 2002): whether a bit is turned is a pseudo-random function of the bits before it.
 * Here the 255 such bits of one byte come from one question, and are kept.
 */
export class PrefixMap {
  private readonly flips = new Map<string, Uint8Array>();

  constructor(
    private readonly prf: Prf,
    private readonly domain: number,
  ) {}

  /** Maps bytes [0, count) of `address` in place; its first `fixedBits` bits stay. */
  map(address: Uint8Array, count: number, fixedBits: number): void {
    const original = address.slice(0, count);
    for (let at = 0; at < count; at += 1) {
      const fixed = Math.max(0, Math.min(8, fixedBits - 8 * at));
      if (fixed === 8) continue;
      address[at] = flipped(original[at]!, this.flipsAfter(original.subarray(0, at)), fixed);
    }
  }

  /** A bit for every node of the tree of one byte, node 1 being its root. */
  private flipsAfter(prefix: Uint8Array): Uint8Array {
    const key = Buffer.from(prefix).toString('latin1');
    const known = this.flips.get(key);
    if (known) return known;
    const words = new Uint8Array(8);
    words.set(prefix);
    const view = new DataView(words.buffer);
    const [a, b] = [view.getInt32(0), view.getInt32(4)];
    const half = (index: number): Buffer => this.prf.bytes(this.domain, index, a, b, prefix.length);
    const made = Buffer.concat([half(0), half(1)]);
    this.flips.set(key, made);
    return made;
  }
}

function flipped(byte: number, flips: Uint8Array, fixed: number): number {
  let mask = 0;
  for (let bit = fixed; bit < 8; bit += 1) {
    const node = (1 << bit) | (byte >> (8 - bit));
    if ((flips[node >> 3]! >> (node & 7)) & 1) mask |= 0x80 >> bit;
  }
  return byte ^ mask;
}
