import { domains } from './prf';
import type { Prf } from './prf';

/** Up to here groups have numbers that name a protocol (IANA), not who is in them. */
const LAST_KNOWN_IPV4 = 0x1ff;
const LAST_KNOWN_IPV6 = 0x3ffff;
/** 239.255.255.250, SSDP. */
const SSDP = 0x7ffffa;

/** The 24 lower bits of a MAC address, or of what was made of one. */
export function mapNic(prf: Prf, nic: number): number {
  return prf.permute(domains.nic, 12, nic);
}

/** The 23 bits that an IPv4 group and its MAC address have in common. */
export function mapGroupOfIpv4(prf: Prf, group: number): number {
  const isKnown = (value: number): boolean => value <= LAST_KNOWN_IPV4 || value === SSDP;
  if (isKnown(group)) return group;
  return walk(prf, group, (value) => value >= 2 ** 23 || isKnown(value));
}

/** The 32 bits that an IPv6 group and its MAC address have in common; the lower 24 are a device's. */
export function mapGroupOfIpv6(prf: Prf, group: number): number {
  if (group <= LAST_KNOWN_IPV6) return group;
  const top = group >>> 24;
  const low = walk(prf, group & 0xffffff, (value) => top === 0 && value <= LAST_KNOWN_IPV6);
  return ((top << 24) | low) >>> 0;
}

/** Goes on until the value may stay: that is a permutation of those that may. */
function walk(prf: Prf, start: number, isOutside: (value: number) => boolean): number {
  let value = start;
  do value = mapNic(prf, value);
  while (isOutside(value));
  return value;
}
