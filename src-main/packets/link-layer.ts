import { protocolBits } from '../contract/protocol-bits';
import type { Frame } from './frame';
import { decodeIpv4, decodeIpv6 } from './internet-layer';
import { linkTypes } from './link-types';

const etherTypes = {
  ipv4: 0x0800,
  ipv6: 0x86dd,
  vlan: 0x8100,
  serviceVlan: 0x88a8,
  oldServiceVlan: 0x9100,
  pppoeSession: 0x8864,
} as const;

/** Lengths end here and EtherTypes begin (IEEE 802.3, 3.2.6). */
const FIRST_ETHER_TYPE = 0x0600;
/** In the protocol field of a cooked header: an 802.2 header follows. */
const COOKED_LLC = 4;

/**
 * Reads the link-layer addresses of a frame and goes on to IP; false, and nothing done, when the
 * link type is not one of `linkTypes`.
 */
export function decodeLink(frame: Frame, linkType: number): boolean {
  switch (linkType) {
    case linkTypes.ethernet:
      decodeEthernet(frame);
      return true;
    case linkTypes.linuxCooked:
      decodeCooked(frame);
      return true;
    case linkTypes.linuxCooked2:
      decodeCooked2(frame);
      return true;
    case linkTypes.null:
    case linkTypes.loop:
      // Four bytes of address family, in an order and with numbers that depend on the system that
      // wrote them. The version in the IP header tells as much.
      decodeRawIp(frame, frame.start + 4);
      return true;
    case linkTypes.ppp:
    case linkTypes.pppHdlc:
      decodePpp(frame, frame.start);
      return true;
    case linkTypes.raw:
    case linkTypes.rawOfBsd:
    case linkTypes.rawOfOpenBsd:
    case linkTypes.ipv4:
    case linkTypes.ipv6:
      decodeRawIp(frame, frame.start);
      return true;
    default:
      return false;
  }
}

function decodeEthernet(frame: Frame): void {
  const { bytes, view, start, row, table } = frame;
  if (!frame.has(start + 14)) return notIp(frame);
  table.columns.destinationMac[row] = table.mac(bytes, view, start);
  table.columns.sourceMac[row] = table.mac(bytes, view, start + 6);
  decodeEtherType(frame, view.getUint16(start + 12), start + 14);
}

/** Linux cooked capture: packet type, ARPHRD, address length, address, protocol. */
function decodeCooked(frame: Frame): void {
  const { view, start } = frame;
  if (!frame.has(start + 16)) return notIp(frame);
  cookedSource(frame, view.getUint16(start + 4), start + 6);
  cookedPayload(frame, view.getUint16(start + 14), start + 16);
}

/** Its second version: the same fields in another order, and the interface. */
function decodeCooked2(frame: Frame): void {
  const { bytes, view, start } = frame;
  if (!frame.has(start + 20)) return notIp(frame);
  cookedSource(frame, bytes[start + 11]!, start + 12);
  cookedPayload(frame, view.getUint16(start), start + 20);
}

/** The sender's address, when it is one like Ethernet's; there is none of the receiver. */
function cookedSource(frame: Frame, length: number, at: number): void {
  if (length !== 6) return;
  const { bytes, view, row, table } = frame;
  table.columns.sourceMac[row] = table.mac(bytes, view, at);
}

function cookedPayload(frame: Frame, protocol: number, at: number): void {
  if (protocol === COOKED_LLC) decodeLlc(frame, at);
  else decodeEtherType(frame, protocol, at);
}

/** Any number of VLAN tags, PPPoE sessions, SNAP, IP; `at` is behind the EtherType. */
function decodeEtherType(frame: Frame, first: number, at: number): void {
  const { view } = frame;
  let etherType = first;
  while (
    etherType === etherTypes.vlan ||
    etherType === etherTypes.serviceVlan ||
    etherType === etherTypes.oldServiceVlan
  ) {
    if (!frame.has(at + 4)) return notIp(frame);
    etherType = view.getUint16(at + 2);
    at += 4;
  }
  if (etherType === etherTypes.ipv4) return decodeIpv4(frame, at);
  if (etherType === etherTypes.ipv6) return decodeIpv6(frame, at);
  if (etherType === etherTypes.pppoeSession) return decodePpp(frame, at + 6);
  if (etherType < FIRST_ETHER_TYPE) return decodeLlc(frame, at);
  notIp(frame);
}

/** IEEE 802.2: only SNAP with an EtherType can hold IP (RFC 1042). */
function decodeLlc(frame: Frame, at: number): void {
  const { view } = frame;
  if (!frame.has(at + 8)) return notIp(frame);
  const isSnap = view.getUint32(at) === 0xaaaa0300 && view.getUint16(at + 4) === 0;
  const etherType = view.getUint16(at + 6);
  if (isSnap && etherType === etherTypes.ipv4) return decodeIpv4(frame, at + 8);
  if (isSnap && etherType === etherTypes.ipv6) return decodeIpv6(frame, at + 8);
  notIp(frame);
}

/** PPP (RFC 1661) with or without address and control bytes (RFC 1662). */
function decodePpp(frame: Frame, start: number): void {
  const { view } = frame;
  let at = start;
  if (!frame.has(at + 2)) return notIp(frame);
  if (view.getUint16(at) === 0xff03) at += 2;
  if (!frame.has(at + 2)) return notIp(frame);
  const protocol = view.getUint16(at);
  if (protocol === 0x0021) return decodeIpv4(frame, at + 2);
  if (protocol === 0x0057) return decodeIpv6(frame, at + 2);
  notIp(frame);
}

function decodeRawIp(frame: Frame, at: number): void {
  if (!frame.has(at + 1)) return notIp(frame);
  const version = frame.bytes[at]! >> 4;
  if (version === 4) return decodeIpv4(frame, at);
  if (version === 6) return decodeIpv6(frame, at);
  notIp(frame);
}

/** ARP, LLC, EAPOL ...: recognised by the link layer as something else than IP. */
function notIp(frame: Frame): void {
  frame.table.columns.protocols[frame.row] = protocolBits.other;
}
