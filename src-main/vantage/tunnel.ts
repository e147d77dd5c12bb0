import type { INBOUND, OUTBOUND, VantageName } from '../contract/vantage';

/** A packet that the tunnel itself sends: a handshake or a keepalive. */
export interface ControlPacket {
  /** Seconds after the moment that calls for it. */
  readonly after: number;
  readonly direction: typeof INBOUND | typeof OUTBOUND;
  /** Bytes of outer UDP payload. */
  readonly payload: number;
}

/** How one tunnel turns inner IP packets into outer UDP payloads; outer IPv4 over Ethernet. */
export interface Tunnel {
  readonly name: VantageName;
  /** What carries it: UDP datagrams, one TCP connection, or IP protocol 50 (ESP). */
  readonly carrier: 'udp' | 'tcp' | 'esp';
  /** Largest inner IP packet the tunnel takes whole; longer ones are fragmented before encryption. */
  readonly innerMtu: number;
  /** MSS the tunnel writes into TCP handshakes (IPv4): no inner TCP packet exceeds it + 40. */
  readonly mss: number;
  /**
   * Bytes behind the outer IP and UDP headers (behind the outer IP header for ESP; in the TCP stream, with the
   * two bytes of length before them) for an inner IP packet of `length` bytes.
   */
  outerPayload(length: number): number;
  /** When the tunnel comes up, in order. */
  readonly handshake: readonly ControlPacket[];
  /** Payload of the packet that is sent after `idleSeconds` without sending anything. */
  readonly keepalive: {
    readonly idleSeconds: number;
    readonly payload: number;
    /** True: repeated while idle. False: once, and only when something was received meanwhile. */
    readonly repeats: boolean;
  };
  /** The first packet sent out after this many seconds calls for a new handshake; null: never. */
  readonly rekeySeconds: number | null;
  /** A key of this age carries nothing any more: data waits for a handshake; null: never. */
  readonly rejectSeconds: number | null;
}

const IPV4_HEADER = 20;
const UDP_HEADER = 8;
const ETHERNET_HEADER = 14;
const LINK_MTU = 1500;

/** Appends the parts into which `payload` bytes after an IPv4 header are fragmented (RFC 791). */
function appendFragments(into: number[], payload: number, mtu: number): void {
  const most = Math.floor((mtu - IPV4_HEADER) / 8) * 8;
  let left = payload;
  while (left + IPV4_HEADER > mtu) {
    into.push(IPV4_HEADER + most);
    left -= most;
  }
  into.push(IPV4_HEADER + left);
}

/**
 * The inner IP lengths that enter the tunnel for one captured IP packet. A captured TCP packet that
 * the tunnel's MSS would not have allowed is cut as the sender would have cut it; everything else
 * that exceeds the tunnel's MTU is fragmented.
 * @param length Captured IP total length in bytes.
 * @param tcpPayload Bytes of TCP payload in it; 0 when it is not TCP.
 */
export function innerLengths(tunnel: Tunnel, length: number, tcpPayload: number): number[] {
  const most = tunnel.mss + 40;
  const headers = length - tcpPayload;
  const parts: number[] = [];
  if (tcpPayload > 0 && length > most && headers < most) {
    const room = most - headers;
    let left = tcpPayload;
    for (; left > room; left -= room) parts.push(most);
    parts.push(headers + left);
  } else if (length > tunnel.innerMtu) {
    appendFragments(parts, length - IPV4_HEADER, tunnel.innerMtu);
  } else {
    parts.push(length);
  }
  return parts;
}

/** The outer Ethernet frame lengths for one outer UDP payload, fragmented where it exceeds 1500. */
export function outerFrames(payload: number): number[] {
  const parts: number[] = [];
  appendFragments(parts, UDP_HEADER + payload, LINK_MTU);
  return parts.map((length) => length + ETHERNET_HEADER);
}

/** All outer Ethernet frame lengths for one captured IP packet. */
export function tunnelFrames(tunnel: Tunnel, length: number, tcpPayload: number): number[] {
  return innerLengths(tunnel, length, tcpPayload).flatMap((inner) =>
    outerFrames(tunnel.outerPayload(inner)),
  );
}
