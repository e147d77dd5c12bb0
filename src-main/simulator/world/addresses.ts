/** IPv4 text to its 32-bit number. */
export function ipv4(text: string): number {
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** MAC text with colons to its six bytes. */
export function macBytes(text: string): Uint8Array {
  return Uint8Array.from(text.split(':'), (part) => parseInt(part, 16));
}

export const BROADCAST_MAC = macBytes('ff:ff:ff:ff:ff:ff');

/** The Ethernet address of an IPv4 multicast group (RFC 1112, section 6.4). */
export function multicastMac(group: number): Uint8Array {
  return Uint8Array.of(1, 0, 0x5e, (group >>> 16) & 0x7f, (group >>> 8) & 255, group & 255);
}

/** FNV-1a, 32 bits: the same number for the same text on every machine. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
