import { ipv4Text, ipv6Text, macText } from './address-text';
import { AddressPairCache } from './address-cache';
import { OptionLists } from './option-lists';
import { WordInterner } from './word-interner';

/** Distinct names kept, some 10 MB; what tunnels through DNS asks for more. */
const MOST_NAMES = 131_072;

/**
 * The distinct MAC addresses, IP addresses and option lists of a run, each with its index. All the
 * tables of one run share them, so that an index means the same in every batch.
 */
export class InternedLists {
  readonly macs: string[] = [];
  readonly addresses: string[] = [];
  readonly optionLists = new OptionLists();
  readonly names: string[] = [];
  private readonly macIndex = new WordInterner();
  private readonly ipv4Index = new WordInterner();
  private readonly ipv6Index = new WordInterner();
  private readonly macPairs = new AddressPairCache();
  private readonly ipv4Pairs = new AddressPairCache();
  private readonly nameIndex = new Map<string, number>();

  /** Index of the MAC address at `at`. */
  mac(bytes: Uint8Array, view: DataView, at: number): number {
    const high = view.getInt32(at);
    const low = view.getUint16(at + 4);
    const known = this.macIndex.lookup(high, low, 0, 0);
    if (known >= 0) return known;
    const index = this.macs.push(macText(bytes, at)) - 1;
    this.macIndex.add(high, low, 0, 0, index);
    return index;
  }

  /**
   * Indexes of the two MAC addresses that begin an Ethernet header at `at`: `first` is the
   * destination's, `second` the source's. Good until the next call.
   */
  macPair(bytes: Uint8Array, view: DataView, at: number): AddressPairCache {
    const { macPairs } = this;
    const a = view.getInt32(at);
    const b = view.getInt32(at + 4);
    const c = view.getInt32(at + 8);
    if (!macPairs.find(a, b, c)) {
      const first = this.mac(bytes, view, at);
      macPairs.keep(a, b, c, first, this.mac(bytes, view, at + 6));
    }
    return macPairs;
  }

  /** The same of two IPv4 addresses, one after the other: `first` is the source's. */
  ipv4Pair(bytes: Uint8Array, view: DataView, at: number): AddressPairCache {
    const { ipv4Pairs } = this;
    const a = view.getInt32(at);
    const b = view.getInt32(at + 4);
    if (!ipv4Pairs.find(a, b, 0)) {
      const first = this.ipv4(bytes, view, at);
      ipv4Pairs.keep(a, b, 0, first, this.ipv4(bytes, view, at + 4));
    }
    return ipv4Pairs;
  }

  /** Index of the IPv4 address at `at`. */
  ipv4(bytes: Uint8Array, view: DataView, at: number): number {
    const word = view.getInt32(at);
    const known = this.ipv4Index.lookup(word, 0, 0, 0);
    if (known >= 0) return known;
    const index = this.addresses.push(ipv4Text(bytes, at)) - 1;
    this.ipv4Index.add(word, 0, 0, 0, index);
    return index;
  }

  /** Index of a name; -1 for the empty one, and where there is no room for another. */
  name(text: string): number {
    const known = this.nameIndex.get(text);
    if (known !== undefined) return known;
    if (text === '' || this.names.length >= MOST_NAMES) return -1;
    const index = this.names.push(text) - 1;
    this.nameIndex.set(text, index);
    return index;
  }

  /** Index of the IPv6 address at `at`. */
  ipv6(bytes: Uint8Array, view: DataView, at: number): number {
    const a = view.getInt32(at);
    const b = view.getInt32(at + 4);
    const c = view.getInt32(at + 8);
    const d = view.getInt32(at + 12);
    const known = this.ipv6Index.lookup(a, b, c, d);
    if (known >= 0) return known;
    const index = this.addresses.push(ipv6Text(bytes, at)) - 1;
    this.ipv6Index.add(a, b, c, d, index);
    return index;
  }
}
