import type { Frame } from './frame';
import { decodeIpv4, decodeIpv6 } from './internet-layer';
import { decodePpp } from './ppp';
import { decodeMpls, notIp } from './raw-ip';

const etherTypes = {
  ipv4: 0x0800,
  arp: 0x0806,
  ipv6: 0x86dd,
  vlan: 0x8100,
  serviceVlan: 0x88a8,
  oldServiceVlan: 0x9100,
  mpls: 0x8847,
  mplsMulticast: 0x8848,
  pppoeSession: 0x8864,
} as const;

/** Lengths end here and EtherTypes begin (IEEE 802.3, 3.2.6). */
const FIRST_ETHER_TYPE = 0x0600;
const PPPOE_HEADER_BYTES = 6;

/** Any number of VLAN tags, PPPoE sessions, MPLS, SNAP, IP; `at` is behind the EtherType. */
export function decodeEtherType(frame: Frame, first: number, at: number): void {
  let etherType = first;
  while (
    etherType === etherTypes.vlan ||
    etherType === etherTypes.serviceVlan ||
    etherType === etherTypes.oldServiceVlan
  ) {
    if (!frame.has(at + 4)) return notIp(frame);
    etherType = frame.view.getUint16(at + 2);
    at += 4;
  }
  if (etherType < FIRST_ETHER_TYPE) decodeLlc(frame, at);
  else decodeUntagged(frame, etherType, at);
}

/** IEEE 802.2: SNAP with an EtherType (RFC 1042, also as bridges write it), and IP's own SAP. */
export function decodeLlc(frame: Frame, at: number): void {
  const { view } = frame;
  if (!frame.has(at + 8)) return notIp(frame);
  const start = view.getUint32(at);
  if (start >>> 8 === 0x060603) return decodeIpv4(frame, at + 3);
  const organisation = view.getUint16(at + 4) | ((start & 0xff) << 16);
  const isSnap = start >>> 8 === 0xaaaa03 && (organisation === 0 || organisation === 0x0000f8);
  if (isSnap) decodeUntagged(frame, view.getUint16(at + 6), at + 8);
  else notIp(frame);
}

function decodeUntagged(frame: Frame, etherType: number, at: number): void {
  if (etherType === etherTypes.ipv4) return decodeIpv4(frame, at);
  if (etherType === etherTypes.ipv6) return decodeIpv6(frame, at);
  if (etherType === etherTypes.pppoeSession) return decodePppoe(frame, at);
  if (etherType === etherTypes.mpls || etherType === etherTypes.mplsMulticast) {
    return decodeMpls(frame, at);
  }
  if (etherType === etherTypes.arp) frame.arp = at;
  notIp(frame);
}

/** A session of RFC 2516: version and type 1, code 0. */
export function decodePppoe(frame: Frame, at: number): void {
  if (!frame.has(at + PPPOE_HEADER_BYTES)) return notIp(frame);
  if (frame.view.getUint16(at) === 0x1100) decodePpp(frame, at + PPPOE_HEADER_BYTES);
  else notIp(frame);
}
