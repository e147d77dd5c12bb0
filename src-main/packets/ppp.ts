import type { Frame } from './frame';
import { decodeIpv4, decodeIpv6 } from './internet-layer';
import { decodeMpls, notIp } from './raw-ip';

const protocols = { ipv4: 0x0021, ipv6: 0x0057, mpls: 0x0281, mplsMulticast: 0x0283 } as const;
/** The first byte of Cisco HDLC: to one station, to all. */
const CISCO_UNICAST = 0x0f;
const CISCO_MULTICAST = 0x8f;

/** PPP (RFC 1661) with or without address and control bytes (RFC 1662), protocol field compressed or not. */
export function decodePpp(frame: Frame, start: number): void {
  const { bytes, view } = frame;
  let at = start;
  if (!frame.has(at + 2)) return notIp(frame);
  if (view.getUint16(at) === 0xff03) at += 2;
  if (!frame.has(at + 2)) return notIp(frame);
  const compressed = (bytes[at]! & 1) === 1;
  const protocol = compressed ? bytes[at]! : view.getUint16(at);
  const packet = at + (compressed ? 1 : 2);
  if (protocol === protocols.ipv4) return decodeIpv4(frame, packet);
  if (protocol === protocols.ipv6) return decodeIpv6(frame, packet);
  if (protocol === protocols.mpls || protocol === protocols.mplsMulticast) {
    return decodeMpls(frame, packet);
  }
  notIp(frame);
}

/** PPP in HDLC framing, or Cisco's HDLC: address, control and an EtherType (RFC 1547, 4.3.1). */
export function decodeHdlc(frame: Frame, start: number): void {
  const { bytes, view } = frame;
  if (!frame.has(start + 4)) return notIp(frame);
  const address = bytes[start]!;
  if (address !== CISCO_UNICAST && address !== CISCO_MULTICAST) return decodePpp(frame, start);
  const etherType = view.getUint16(start + 2);
  if (etherType === 0x0800) return decodeIpv4(frame, start + 4);
  if (etherType === 0x86dd) return decodeIpv6(frame, start + 4);
  notIp(frame);
}

/** Frame Relay with an address of two bytes: IP by its number (RFC 2427), or an EtherType as Cisco does. */
export function decodeFrameRelay(frame: Frame, start: number): void {
  const { bytes, view } = frame;
  if (!frame.has(start + 4)) return notIp(frame);
  const isTwoBytes = (bytes[start]! & 1) === 0 && (bytes[start + 1]! & 1) === 1;
  if (!isTwoBytes) return notIp(frame);
  const field = view.getUint16(start + 2);
  if (field === 0x03cc || field === 0x0800) return decodeIpv4(frame, start + 4);
  if (field === 0x038e || field === 0x86dd) return decodeIpv6(frame, start + 4);
  notIp(frame);
}
