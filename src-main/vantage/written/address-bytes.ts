/** The bytes of an IP address as `PacketTable.addresses` writes it (RFC 5952): 4 or 16. */
export function addressBytes(text: string): Uint8Array {
  if (!text.includes(':')) return Uint8Array.from(text.split('.'), Number);
  const bytes = new Uint8Array(16);
  const [before = '', after] = text.split('::');
  const front = words(before);
  const back = words(after ?? '');
  const view = new DataView(bytes.buffer);
  front.forEach((word, i) => view.setUint16(2 * i, word));
  back.forEach((word, i) => view.setUint16(16 - 2 * (back.length - i), word));
  return bytes;
}

/** Words of 16 bits; an IPv4 address at the end is two of them. */
function words(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [Number.parseInt(part, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
    return [(a << 8) | b, (c << 8) | d];
  });
}

/** Documentation addresses (RFC 5737, RFC 3849), for ends of which the view knows nothing. */
const candidates = {
  ipv4: ['203.0.113', '198.51.100', '192.0.2'],
  ipv6: '2001:db8:ffff:',
} as const;

/** Made-up addresses that do not occur in the capture: so many IPv4 ones, then an IPv6 one. */
export function inventedAddresses(taken: readonly string[]): { ipv4: string[]; ipv6: string } {
  const used = new Set(taken);
  const ipv4 = candidates.ipv4
    .flatMap((network) => Array.from({ length: 254 }, (_, host) => `${network}.${host + 1}`))
    .filter((address) => !used.has(address));
  let number = 1;
  while (used.has(`${candidates.ipv6}:${number.toString(16)}`)) number += 1;
  return { ipv4, ipv6: `${candidates.ipv6}:${number.toString(16)}` };
}
