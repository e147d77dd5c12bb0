/** LINKTYPE numbers (draft-ietf-opsawg-pcaplinktype) that HomeMole decodes. */
export const linkTypes = {
  null: 0,
  ethernet: 1,
  ppp: 9,
  rawOfBsd: 12,
  rawOfOpenBsd: 14,
  raw: 101,
  loop: 108,
  linuxCooked: 113,
  ipv4: 228,
  ipv6: 229,
  linuxCooked2: 276,
} as const;

const decodable = new Set<number>(Object.values(linkTypes));

const names = new Map<number, string>([
  [linkTypes.null, 'loopback (NULL)'],
  [linkTypes.ethernet, 'Ethernet'],
  [linkTypes.ppp, 'PPP'],
  [linkTypes.rawOfBsd, 'raw IP'],
  [linkTypes.rawOfOpenBsd, 'raw IP'],
  [linkTypes.raw, 'raw IP'],
  [linkTypes.loop, 'loopback (LOOP)'],
  [linkTypes.linuxCooked, 'Linux cooked (SLL)'],
  [linkTypes.ipv4, 'raw IPv4'],
  [linkTypes.ipv6, 'raw IPv6'],
  [linkTypes.linuxCooked2, 'Linux cooked v2 (SLL2)'],
  // Not decoded, but worth a name, since people meet them.
  [105, 'IEEE 802.11 (monitor mode)'],
  [119, 'IEEE 802.11 with Prism header (monitor mode)'],
  [127, 'IEEE 802.11 with radiotap (monitor mode)'],
  [163, 'IEEE 802.11 with AVS header (monitor mode)'],
  [187, 'Bluetooth HCI'],
  [189, 'USB (Linux)'],
  [192, 'PPI'],
  [195, 'IEEE 802.15.4'],
  [201, 'Bluetooth HCI'],
  [220, 'USB (Linux)'],
  [227, 'SocketCAN'],
  [230, 'IEEE 802.15.4'],
  [249, 'USB (USBPcap)'],
  [251, 'Bluetooth Low Energy'],
  [256, 'Bluetooth Low Energy'],
]);

export function isDecodable(linkType: number): boolean {
  return decodable.has(linkType);
}

/** A name for people. */
export function linkTypeName(linkType: number): string {
  return names.get(linkType) ?? `link type ${linkType}`;
}
