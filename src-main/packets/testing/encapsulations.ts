import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';

/** What Wireshark's own number of a link type means to HomeMole. */
interface Encapsulation {
  /** The LINKTYPE numbers (draft-ietf-opsawg-pcaplinktype) that Wireshark reads as this. */
  links: readonly number[];
  /** What HomeMole calls it. */
  name: string;
}

/**
 * By the number of `frame.encap_type`, all that occur in the captures compared: set side by side by
 * hand from the names that `tshark -G values` prints and the registry of LINKTYPE numbers. Wireshark
 * has one number for PPP with and without HDLC framing, and one for the raw IP of three systems.
 */
const encapsulations = new Map<number, Encapsulation>([
  [1, { links: [1], name: 'Ethernet' }],
  [3, { links: [8], name: 'SLIP' }],
  [4, { links: [9, 50], name: 'PPP' }],
  [7, { links: [12, 14, 101], name: 'raw IP' }],
  [9, { links: [129], name: 'ARCNET (Linux)' }],
  [10, { links: [100], name: 'ATM (RFC 1483)' }],
  [13, { links: [123], name: 'ATM (SunATM)' }],
  [15, { links: [0], name: 'loopback (NULL)' }],
  [23, { links: [127], name: 'Wi-Fi in monitor mode, radiotap' }],
  [25, { links: [113], name: 'Linux cooked (SLL)' }],
  [26, { links: [107], name: 'Frame Relay' }],
  [28, { links: [104], name: 'Cisco HDLC' }],
  // LINKTYPE 147 to 162 are for private use, Wireshark's USER 0 to USER 15.
  [58, { links: [160], name: 'link type 160' }],
  [67, { links: [137], name: 'Juniper ATM' }],
  [83, { links: [178], name: 'Juniper Ethernet' }],
  [97, { links: [192], name: 'PPI' }],
  [104, { links: [195], name: 'IEEE 802.15.4' }],
  [124, { links: [226], name: 'Solaris IPNET' }],
  [129, { links: [228], name: 'raw IPv4' }],
  [130, { links: [229], name: 'raw IPv6' }],
  [180, { links: [242], name: 'IP over InfiniBand' }],
]);

/** Whether a frame of this LINKTYPE is one of Wireshark's number, as text. */
export function isEncapsulation(linkType: number | undefined, encapsulation: string): boolean {
  const known = encapsulations.get(Number(encapsulation));
  return linkType !== undefined && known !== undefined && known.links.includes(linkType);
}

/**
 * The links of the interfaces that each file declares, with or without packets: by the name of the
 * file, HomeMole's names, each once, in the order of the interfaces. One capinfos reads all files; one
 * that it cannot read at all is not in the result.
 */
export function capinfosLinks(paths: readonly string[]): Map<string, string[]> {
  const { stdout } = spawnSync('capinfos', ['-I', ...paths], {
    maxBuffer: 2 ** 28,
    encoding: 'utf8',
  });
  const blocks = stdout.split(/^File name: +/mu).slice(1);
  return new Map(blocks.map((block) => [basename(block.split('\n', 1)[0]!), linksOf(block)]));
}

function linksOf(block: string): string[] {
  const numbers = [...block.matchAll(/^ +Encapsulation = .*\((\d+) - [^)]*\)$/gmu)];
  const names = numbers.map(
    ([, number]) => encapsulations.get(Number(number))?.name ?? `encapsulation ${number}`,
  );
  return [...new Set(names)];
}
