import { mapGroupOfIpv6, mapNic } from './group-numbers';
import { mapIpv4 } from './map-ipv4';
import { mapMac } from './map-mac';
import type { PrefixMap } from './prefix-map';
import { domains } from './prf';
import type { Prf } from './prf';

/** What mapping an IPv6 address needs of the other maps. */
export interface Ipv6Maps {
  readonly prf: Prf;
  readonly ipv4: PrefixMap;
  readonly ipv6: PrefixMap;
  readonly keepVendors: boolean;
}

const NETWORK_BYTES = 8;

/**
 * Another IPv6 address in the place of this one: networks keep common prefixes common and their
 * scope, the 64 bits behind are replaced on their own. Those made of a MAC address (RFC 4291,
 * appendix A) are made of the one in its place; IPv4 addresses inside are replaced as IPv4 ones.
 * `::`, `::1` and the groups of well-known protocols stay.
 */
export function mapIpv6(maps: Ipv6Maps, address: Uint8Array): void {
  const view = new DataView(address.buffer, address.byteOffset, 16);
  if (address[0] === 0xff) return mapGroup(maps, address, view);
  if (hasIpv4Behind(view)) return mapIpv4(maps.prf, maps.ipv4, address.subarray(12));
  if (isZero(address, 0, 12)) return;
  const isLinkLocal = view.getUint32(0) === 0xfe800000 && view.getUint32(4) === 0;
  if (!isLinkLocal) maps.ipv6.map(address, NETWORK_BYTES, fixedBits(address));
  mapInterface(maps, address.subarray(8));
}

/** Replaces the network of a prefix; bits of the interface in it are deleted. */
export function mapNetwork(maps: Ipv6Maps, prefix: Uint8Array): void {
  prefix.fill(0, NETWORK_BYTES);
  mapIpv6(maps, prefix);
}

/** Global unicast, link-local and what is near it, unique local and all others. */
function fixedBits(address: Uint8Array): number {
  const first = address[0]!;
  if (first >> 5 === 1) return 3;
  return first === 0xfe ? 10 : 8;
}

/** ::a.b.c.d, ::ffff:a.b.c.d and 64:ff9b::a.b.c.d. */
function hasIpv4Behind(view: DataView): boolean {
  const first = view.getUint32(0);
  if (view.getUint32(4) !== 0) return false;
  const third = view.getUint32(8);
  if (first === 0x0064ff9b) return third === 0;
  if (first !== 0) return false;
  return third === 0xffff || (third === 0 && view.getUint32(12) > 0xffff);
}

function mapInterface(maps: Ipv6Maps, id: Uint8Array): void {
  if (isZero(id, 0, 8)) return;
  if (isIsatap(id)) return mapIpv4(maps.prf, maps.ipv4, id.subarray(4));
  if (isFromMac(id)) {
    const mac = Uint8Array.of(id[0]! ^ 2, id[1]!, id[2]!, id[5]!, id[6]!, id[7]!);
    mapMac(maps.prf, mac, maps.keepVendors);
    id.set([mac[0]! ^ 2, mac[1]!, mac[2]!, 0xff, 0xfe, mac[3]!, mac[4]!, mac[5]!]);
    return;
  }
  const view = new DataView(id.buffer, id.byteOffset, 8);
  const low = view.getUint32(4) & 0xffffff;
  do {
    const high = view.getUint32(0) * 256 + id[4]!;
    const mapped = maps.prf.permute(domains.interfaceId, 20, high, low);
    view.setUint32(0, Math.floor(mapped / 256));
    id[4] = mapped % 256;
  } while (isFromMac(id) || isIsatap(id));
  const mappedLow = mapNic(maps.prf, low);
  id[5] = mappedLow >> 16;
  view.setUint16(6, mappedLow & 0xffff);
}

/** Groups (RFC 4291, 2.7): a network in it (RFC 3306) is replaced, too. */
function mapGroup({ prf, ipv6 }: Ipv6Maps, address: Uint8Array, view: DataView): void {
  view.setUint32(12, mapGroupOfIpv6(prf, view.getUint32(12)));
  if (isZero(address, 2, 12)) return;
  if (view.getUint32(8) === 1 && isZero(address, 2, 8)) return;
  // Reserved and length of the prefix stay; what follows is the prefix.
  const network = address.slice(4, 12);
  ipv6.map(network, NETWORK_BYTES, 3);
  address.set(network, 4);
}

function isFromMac(id: Uint8Array): boolean {
  return id[3] === 0xff && id[4] === 0xfe;
}

function isIsatap(id: Uint8Array): boolean {
  return (id[0]! & ~2) === 0 && id[1] === 0 && id[2] === 0x5e && id[3] === 0xfe;
}

function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] !== 0) return false;
  return true;
}
