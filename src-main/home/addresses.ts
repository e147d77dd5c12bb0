/** What an IP address says of the side it is on. */
export type AddressScope = 'global' | 'private' | 'link-local' | 'multicast' | 'other';

/**
 * The scope of an address as text (IANA special-purpose registries, RFC 6890). `global` is what a
 * router would send to the Internet. The documentation and benchmark ranges (RFC 5737, RFC 2544)
 * count as global: the simulator places its servers there.
 */
export function addressScope(address: string): AddressScope {
  return address.includes(':') ? scopeOfIpv6(address) : scopeOfIpv4(address);
}

/** Addresses of one device as people look for them: IPv4 before IPv6, link-local last, by number. */
export function inOrder(addresses: readonly string[]): string[] {
  const rank = (address: string): number =>
    (addressScope(address) === 'link-local' ? 2 : 0) + (address.includes(':') ? 1 : 0);
  return [...addresses].sort(
    (one, other) => rank(one) - rank(other) || numerically.compare(one, other),
  );
}

const numerically = new Intl.Collator('en', { numeric: true });

function scopeOfIpv4(address: string): AddressScope {
  const parts = address.split('.');
  const a = Number(parts[0]);
  const b = Number(parts[1]);
  if (a >= 224 && a <= 239) return 'multicast';
  if (a === 0 || a === 127 || a >= 240) return 'other';
  if (a === 169 && b === 254) return 'link-local';
  const isPrivate =
    a === 10 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 100 && b >= 64 && b <= 127); // shared address space, RFC 6598
  return isPrivate ? 'private' : 'global';
}

function scopeOfIpv6(address: string): AddressScope {
  const text = address.toLowerCase();
  if (text.startsWith('::ffff:') && text.includes('.')) return scopeOfIpv4(text.slice(7));
  const first = text.startsWith('::') ? 0 : Number.parseInt(text.slice(0, text.indexOf(':')), 16);
  if (first >= 0xff00) return 'multicast';
  if (first >= 0xfe80 && first <= 0xfebf) return 'link-local';
  if (first >= 0xfc00 && first <= 0xfdff) return 'private';
  return first >= 0x2000 && first <= 0x3fff ? 'global' : 'other';
}
