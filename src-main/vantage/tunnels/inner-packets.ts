import type { PacketTable } from '../../contract/packet-table';
import type { Tunnel } from './tunnel';

const TCP = 6;
const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
const IPV6_FRAGMENT_HEADER = 8;

/**
 * Lengths of the IP packets into which `payload` bytes behind headers of `header` bytes are cut; in all but
 * the last it is a multiple of eight (RFC 791, RFC 8200).
 */
export function appendFragments(
  into: number[],
  payload: number,
  header: number,
  mtu: number,
): void {
  const most = (mtu - header) & ~7;
  let left = payload;
  for (; header + left > mtu; left -= most) into.push(header + most);
  into.push(header + left);
}

/**
 * The inner IP lengths that enter the tunnel for one captured IP packet. A captured TCP packet that
 * the tunnel's MSS would not have allowed is cut as the sender would have cut it. Other packets that
 * exceed the tunnel's MTU are fragmented: IPv4 by the gateway, IPv6 by the sender, which Packet Too Big
 * would have told (a fragment header of 8 bytes in each piece).
 * @param length Captured IP total length in bytes.
 * @param tcpPayload Bytes of TCP payload in it; 0 when it is not TCP.
 */
export function innerLengths(
  tunnel: Pick<Tunnel, 'mss' | 'innerMtu'>,
  length: number,
  tcpPayload: number,
  isIpv6 = false,
): number[] {
  const most = tunnel.mss + 40;
  const headers = length - tcpPayload;
  const parts: number[] = [];
  if (tcpPayload > 0 && length > most && headers < most) {
    const room = most - headers;
    let left = tcpPayload;
    for (; left > room; left -= room) parts.push(most);
    parts.push(headers + left);
  } else if (length <= tunnel.innerMtu) {
    parts.push(length);
  } else if (isIpv6) {
    const header = IPV6_HEADER + IPV6_FRAGMENT_HEADER;
    appendFragments(parts, length - IPV6_HEADER, header, tunnel.innerMtu);
  } else {
    appendFragments(parts, length - IPV4_HEADER, IPV4_HEADER, tunnel.innerMtu);
  }
  return parts;
}

/** Bytes of TCP payload of a row; 0 where it is not TCP, or no TCP header was captured. */
export function tcpPayloadOf(packets: PacketTable, row: number): number {
  const isTcp = packets.ipProtocol[row] === TCP && packets.sourcePort[row] !== 0;
  return isTcp ? (packets.payloadLength[row] as number) : 0;
}

/** The inner IP lengths for a row of a table. */
export function innerLengthsOfRow(
  tunnel: Pick<Tunnel, 'mss' | 'innerMtu'>,
  packets: PacketTable,
  row: number,
): number[] {
  const address = packets.addresses[packets.sourceAddress[row] as number] ?? '';
  const length = packets.ipLength[row] as number;
  return innerLengths(tunnel, length, tcpPayloadOf(packets, row), address.includes(':'));
}
