import { CopyTable, words } from './copies-table';
import { CopyVotes } from './copies-votes';
import type { Frame } from './frame';
import { ipProtocols } from './ip-protocols';

/** Seconds between copies that took different links: Wi-Fi holds multicast back. */
const OTHER_LINK = 0.05;
/** Seconds between copies that look the same to the last bit. */
const SAME_LINK = 0.01;

/**
 * Finds packets that one capture recorded more than once: on Linux's `any` interface, where a
 * packet is seen on the bridge and on each of its ports, on a mirror port that shows both ways
 * through a switch, and when Wi-Fi sends a frame again.
 *
 * Two frames hold the same packet when, at most 50 ms apart and in either order, they agree in IP
 * addresses, total length, identification, fragment, protocol (IPv6: flow label and payload length)
 * and in the first 20 bytes behind, which with TCP's and UDP's checksum stand for all of it; or when
 * they are the same ARP packet. TTL, header checksum and type of service may change on the way.
 *
 * That alone does not make the later one a copy: devices repeat themselves (mDNS, SSDP, TCP's
 * duplicate acknowledgements). It is one only when something shows that it was sent once:
 *
 * 1. The link differs (MAC addresses, VLAN tag, cooked packet type or interface), the TTL is equal:
 *    the packet on another port. Not for two senders that have no address yet.
 * 2. The link differs and the TTL by one, in a cooked capture: the packet before and behind the
 *    router. On Ethernet both stay: only one of them has the MAC address of the device, and which
 *    one it is the frames do not say.
 * 3. The link and the Wi-Fi sequence number are equal: sent again by Wi-Fi itself.
 * 4. The link is equal, the IPv4 identification is not 0, within 10 ms: a sender counts it up for
 *    every packet (RFC 6864), also when TCP sends again, and not before 200 ms in practice.
 * 5. The link is equal and nothing numbers the packet (IPv6, identification 0, ARP), within 5 ms:
 *    only in a capture that has shown by packets with a number, or by segments of TCP with data,
 *    that it records such frames twice (`CopyVotes`), and no more of one packet than it recorded of
 *    those.
 *
 * The first one recorded stays. What is left in: a packet before and behind network address
 * translation (two packets to anybody who has not seen the table of the router), and copies that
 * the table has forgotten. Every file has a finder of its own: of two captures of the same traffic
 * given together each keeps its packets.
 */
export class CopyFinder {
  private readonly table = new CopyTable();
  private readonly votes = new CopyVotes();

  /** Whether the decoded frame is a copy of one that was recorded shortly before. */
  isCopy(frame: Frame): boolean {
    const { table } = this;
    if (!table.look(frame)) return false;
    if (table.found && this.showsItself(frame, Math.abs(frame.time - table.time))) return true;
    if (table.isNumbered || isTcpData(frame)) this.votes.once(frame.linkClass);
    table.keep(frame.time);
    return false;
  }

  /** Whether something shows that this frame and the one found are one packet. */
  private showsItself(frame: Frame, gap: number): boolean {
    const { table } = this;
    if (gap > OTHER_LINK) return false;
    const hops = Math.abs(table.kept(words.ttl) - table.now(words.ttl));
    if (table.kept(words.link) !== table.now(words.link)) {
      if (hops !== 0) return hops === 1 && frame.linkClass < 7;
      return !isUnspecified(frame) || table.kept(words.sender) === table.now(words.sender);
    }
    if (hops !== 0) return false;
    if (frame.serial >= 0) return table.kept(words.serial) === frame.serial;
    return this.sameLink(frame, gap);
  }

  private sameLink(frame: Frame, gap: number): boolean {
    const { table, votes } = this;
    const copies = table.kept(words.copies);
    const numbered = table.isNumbered;
    if (numbered || isTcpData(frame)) votes.twice(frame.linkClass, gap, numbered ? copies + 1 : 1);
    const isCopy = numbered ? gap <= SAME_LINK : votes.allow(frame.linkClass, gap, copies);
    if (isCopy) table.count();
    return isCopy;
  }
}

/** Whether nobody sends this packet twice within milliseconds, be the network as bad as it may. */
function isTcpData({ row, table }: Frame): boolean {
  const { ipProtocol, payloadLength } = table.columns;
  return ipProtocol[row] === ipProtocols.tcp && payloadLength[row] !== 0;
}

/** Whether the sender has no address yet (0.0.0.0, ::), so that only its MAC tells who it is. */
function isUnspecified({ bytes, view, network }: Frame): boolean {
  if (network < 0) return false;
  if (bytes[network]! >> 4 === 4) return view.getInt32(network + 12) === 0;
  for (let at = network + 8; at < network + 24; at += 4) {
    if (view.getInt32(at) !== 0) return false;
  }
  return true;
}
