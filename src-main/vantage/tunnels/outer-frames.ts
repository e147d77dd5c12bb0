import { appendFragments, innerLengths } from './inner-packets';
import type { Tunnel } from './tunnel';

const ETHERNET_HEADER = 14;
const IPV4_HEADER = 20;
const UDP_HEADER = 8;
/** TCP's header with timestamps (RFC 7323), as both ends of a connection have them by default. */
const TCP_HEADER = 32;
export const LINK_MTU = 1500;

/** Length of the frame of an outer TCP segment with `payload` bytes. */
export function segmentFrame(payload: number): number {
  return ETHERNET_HEADER + IPV4_HEADER + TCP_HEADER + payload;
}

/** Most bytes of the stream that one outer TCP segment carries: 1448. */
export const SEGMENT_BYTES = LINK_MTU - IPV4_HEADER - TCP_HEADER;

/** The frame lengths of an outer IP packet with `payload` bytes behind its header, fragmented beyond 1500. */
function framesOfIp(payload: number): number[] {
  const parts: number[] = [];
  appendFragments(parts, payload, IPV4_HEADER, LINK_MTU);
  return parts.map((length) => length + ETHERNET_HEADER);
}

/** The outer Ethernet frame lengths for one outer UDP payload, fragmented where it exceeds 1500. */
export function outerFrames(payload: number): number[] {
  return framesOfIp(UDP_HEADER + payload);
}

/**
 * The outer frame lengths for one inner packet. Of a tunnel over TCP it is one, that of the record in a
 * segment of its own, however long: what an eavesdropper reads from the stream.
 */
export function dataFrames(tunnel: Tunnel, inner: number): number[] {
  const payload = tunnel.outerPayload(inner);
  if (tunnel.carrier === 'tcp') return [segmentFrame(payload)];
  return tunnel.carrier === 'esp' ? framesOfIp(payload) : outerFrames(payload);
}

/** The outer frame lengths of one of the tunnel's own packets; of a tunnel over TCP as for `dataFrames`. */
export function controlFrames(tunnel: Tunnel, payload: number): number[] {
  return tunnel.carrier === 'tcp' ? [segmentFrame(payload)] : outerFrames(payload);
}

/** All outer Ethernet frame lengths for one captured IP packet; arguments as for `innerLengths`. */
export function tunnelFrames(
  tunnel: Tunnel,
  length: number,
  tcpPayload: number,
  isIpv6 = false,
): number[] {
  return innerLengths(tunnel, length, tcpPayload, isIpv6).flatMap((inner) =>
    dataFrames(tunnel, inner),
  );
}
