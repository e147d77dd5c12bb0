/** LINKTYPE numbers (draft-ietf-opsawg-pcaplinktype) that HomeMole decodes. */
export const linkTypes = {
  null: 0,
  ethernet: 1,
  ppp: 9,
  rawOfBsd: 12,
  rawOfOpenBsd: 14,
  pppHdlc: 50,
  raw: 101,
  loop: 108,
  linuxCooked: 113,
  ipv4: 228,
  ipv6: 229,
  linuxCooked2: 276,
} as const;

const names = new Map<number, string>([
  [linkTypes.null, 'loopback (NULL)'],
  [linkTypes.ethernet, 'Ethernet'],
  [linkTypes.ppp, 'PPP'],
  [linkTypes.pppHdlc, 'PPP'],
  [linkTypes.rawOfBsd, 'raw IP'],
  [linkTypes.rawOfOpenBsd, 'raw IP'],
  [linkTypes.raw, 'raw IP'],
  [linkTypes.loop, 'loopback (LOOP)'],
  [linkTypes.linuxCooked, 'Linux cooked (SLL)'],
  [linkTypes.ipv4, 'raw IPv4'],
  [linkTypes.ipv6, 'raw IPv6'],
  [linkTypes.linuxCooked2, 'Linux cooked v2 (SLL2)'],
  // Not decoded, but worth a name, since people meet them.
  [105, 'Wi-Fi in monitor mode'],
  [119, 'Wi-Fi in monitor mode, Prism'],
  [127, 'Wi-Fi in monitor mode, radiotap'],
  [163, 'Wi-Fi in monitor mode, AVS'],
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

/** A name for people. */
export function linkTypeName(linkType: number): string {
  return names.get(linkType) ?? `link type ${linkType}`;
}
