import { WordInterner } from '../word-interner';
import { mapIpv4 } from './map-ipv4';
import { mapIpv6, mapNetwork } from './map-ipv6';
import type { Ipv6Maps } from './map-ipv6';
import { mapMac } from './map-mac';
import { PrefixMap } from './prefix-map';
import { domains, Prf } from './prf';

/** A growing table of replacements: each worked out once, and then copied. */
class Known {
  private readonly index = new WordInterner();
  private values: Uint8Array;
  count = 0;

  constructor(
    private readonly size: number,
    private readonly replace: (address: Uint8Array) => void,
  ) {
    this.values = new Uint8Array(64 * size);
  }

  /** Writes what stands for the address at `at` to `toAt`. */
  copy(from: Uint8Array, view: DataView, at: number, to: Uint8Array, toAt: number): void {
    const { size } = this;
    const a = view.getInt32(at);
    const b = size === 6 ? view.getUint16(at + 4) : size === 16 ? view.getInt32(at + 4) : 0;
    const c = size === 16 ? view.getInt32(at + 8) : 0;
    const d = size === 16 ? view.getInt32(at + 12) : 0;
    let entry = this.index.lookup(a, b, c, d);
    if (entry < 0) {
      entry = this.add(from.slice(at, at + size));
      this.index.add(a, b, c, d, entry);
    }
    for (let i = 0; i < size; i += 1) to[toAt + i] = this.values[entry * size + i]!;
  }

  private add(address: Uint8Array): number {
    this.replace(address);
    if ((this.count + 1) * this.size > this.values.length) {
      const larger = new Uint8Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values.set(address, this.count * this.size);
    this.count += 1;
    return this.count - 1;
  }
}

/** What stands in the place of each address of a run: the same for the same, in all its files. */
export class AddressMaps {
  readonly macs: Known;
  readonly ipv4: Known;
  readonly ipv6: Known;
  readonly networks: Known;
  private readonly prf: Prf;
  private readonly tags = new Map<number, number>();

  constructor(seed: number | null, keepVendors: boolean) {
    const prf = new Prf(seed);
    const ipv4 = new PrefixMap(prf, domains.ipv4);
    const ipv6 = new PrefixMap(prf, domains.ipv6);
    const maps: Ipv6Maps = { prf, ipv4, ipv6, keepVendors };
    this.prf = prf;
    this.macs = new Known(6, (mac) => mapMac(prf, mac, keepVendors));
    this.ipv4 = new Known(4, (address) => mapIpv4(prf, ipv4, address));
    this.ipv6 = new Known(16, (address) => mapIpv6(maps, address));
    this.networks = new Known(16, (prefix) => mapNetwork(maps, prefix));
  }

  /**
   * Sixteen bits that are equal for equal ones alone, and say nothing else of them. Were two values
   * to share a tag, packets that differ would pass for copies of one.
   */
  tag(value: number): number {
    let tag = this.tags.get(value);
    if (tag === undefined) {
      tag = this.prf.permute(domains.checksum, 8, value);
      this.tags.set(value, tag);
    }
    return tag;
  }

  /** The same of twenty bytes, those beyond `end` being zeros. */
  tagOfStart(bytes: Uint8Array, start: number, end: number): number {
    const words = [0, 0, 0, 0, 0];
    for (let i = 0; i < 20 && start + i < end; i += 1) {
      words[i >> 2]! |= bytes[start + i]! << (24 - 8 * (i & 3));
    }
    const [a, b, c, d, e] = words as [number, number, number, number, number];
    const first = this.prf.bytes(domains.tag, 1, a, b, c).readInt32BE(0);
    return this.prf.bytes(domains.tag, 2, first, d, e).readUInt16BE(0);
  }
}
