import { mapGroupOfIpv4 } from './group-numbers';
import type { PrefixMap } from './prefix-map';
import type { Prf } from './prf';

/** Ranges whose addresses stay in them (IANA special-purpose registry, RFC 6890): value, bits. */
const ranges: readonly (readonly [number, number])[] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0a80000, 16],
  [0xe0000000, 4],
  [0xf0000000, 4],
];
const LOOPBACK = 0x7f;
const BROADCAST = 0xffffffff;
const LAST_HOST = 0xff;

/**
 * Another IPv4 address in the place of this one. Addresses of a special range stay in it, all others
 * outside of those; two that share their first 16 bits or more share as many afterwards, and nearly
 * always those that share fewer. 0.0.0.0, loopback, broadcast and the groups of well-known
 * protocols stay; so does a last byte of 255 in a private range, since it means broadcast.
 */
export function mapIpv4(prf: Prf, prefixes: PrefixMap, address: Uint8Array): void {
  const view = new DataView(address.buffer, address.byteOffset, 4);
  const original = view.getUint32(0);
  if (original === 0 || original === BROADCAST || address[0] === LOOPBACK) return;
  const range = rangeOf(original);
  if (range === null) {
    do prefixes.map(address, 4, 0);
    while (rangeOf(view.getUint32(0)) !== null);
  } else if (range[0] === 0xe0000000) {
    const group = mapGroupOfIpv4(prf, original & 0x7fffff);
    view.setUint32(0, ((original & 0xff800000) | group) >>> 0);
  } else if (range[0] === 0xf0000000) {
    do prefixes.map(address, 4, 4);
    while (view.getUint32(0) === BROADCAST);
  } else {
    prefixes.map(address, 4, range[1]);
    if ((original & LAST_HOST) === LAST_HOST) address[3] = LAST_HOST;
    else if (address[3] === LAST_HOST) {
      // Who would be there changes places with the broadcast address, which is not.
      view.setUint32(0, (original | LAST_HOST) >>> 0);
      prefixes.map(address, 4, range[1]);
    }
  }
}

function rangeOf(address: number): readonly [number, number] | null {
  return ranges.find(([value, bits]) => (address ^ value) >>> (32 - bits) === 0) ?? null;
}
