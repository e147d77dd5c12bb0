import { decodeEtherType, decodeLlc, decodePppoe } from './ether-type';
import type { Frame } from './frame';
import { linkTypes } from './link-types';
import { decodeFrameRelay, decodeHdlc, decodePpp } from './ppp';
import { decodeRawIp, notIp } from './raw-ip';
import { decodeWifi } from './wifi';
import { decodeAvs, decodePpiWifi, decodePrism, decodeRadiotap } from './wifi-prefix';

/** In the protocol field of a cooked header: an 802.2 header follows. */
const COOKED_LLC = 4;
/** ARPHRD numbers behind which no EtherType counts (linux/if_arp.h). */
const hardware = { wifi: 801, prism: 802, radiotap: 803, frameRelay: 770, netlink: 824 } as const;
/** Direction, and 15 bytes of compressed headers, before a packet of SLIP. */
const SLIP_BYTES = 16;

/**
 * Reads the link-layer addresses of a frame and goes on to IP; false, and nothing done, when the
 * link type is not one of `linkTypes`.
 */
export function decodeLink(frame: Frame, linkType: number): boolean {
  frame.beginLink();
  if (linkType === linkTypes.ethernet) {
    decodeEthernet(frame);
    return true;
  }
  if (linkType === linkTypes.ppi) return decodePpi(frame);
  if (linkType === linkTypes.pktap) return decodePktap(frame);
  return decodeFrom(frame, linkType, frame.start);
}

/** All links but those that hold another one. */
function decodeFrom(frame: Frame, linkType: number, start: number): boolean {
  const decode = decoders.get(linkType);
  if (!decode) return false;
  decode(frame, start);
  return true;
}

const decoders = new Map<number, (frame: Frame, start: number) => void>([
  // Four bytes of address family, in an order and with numbers that depend on the system that wrote
  // them. The version in the IP header tells as much.
  [linkTypes.null, (frame, start) => decodeRawIp(frame, start + 4)],
  [linkTypes.loop, (frame, start) => decodeRawIp(frame, start + 4)],
  [linkTypes.ethernet, decodeEthernetAt],
  [linkTypes.slip, (frame, start) => decodeRawIp(frame, start + SLIP_BYTES)],
  [linkTypes.ppp, decodeHdlc],
  [linkTypes.pppHdlc, decodeHdlc],
  [linkTypes.ciscoHdlc, decodeHdlc],
  [linkTypes.pppEther, decodePppoe],
  [linkTypes.pppWithDirection, (frame, start) => decodePpp(frame, start + 1)],
  [linkTypes.pppWithDirectionOfLinux, (frame, start) => decodePpp(frame, start + 1)],
  [linkTypes.atmRfc1483, decodeLlc],
  [linkTypes.frameRelay, decodeFrameRelay],
  [linkTypes.raw, decodeRawIp],
  [linkTypes.rawOfBsd, decodeRawIp],
  [linkTypes.rawOfOpenBsd, decodeRawIp],
  [linkTypes.ipv4, decodeRawIp],
  [linkTypes.ipv6, decodeRawIp],
  [linkTypes.linuxCooked, decodeCooked],
  [linkTypes.linuxCooked2, decodeCooked2],
  [linkTypes.wifi, (frame, start) => decodeWifi(frame, start)],
  [linkTypes.wifiRadiotap, decodeRadiotap],
  [linkTypes.wifiPrism, decodePrism],
  [linkTypes.wifiAvs, decodeAvs],
  [linkTypes.broadcomTag, (frame, start) => decodeTagged(frame, start, 4)],
  [linkTypes.broadcomTagBefore, (frame, start) => decodeEthernetAt(frame, start + 4)],
  [linkTypes.marvellTag, (frame, start) => decodeTagged(frame, start, 4)],
  [linkTypes.marvellEtherTypeTag, (frame, start) => decodeTagged(frame, start, 8)],
]);

function decodeEthernet(frame: Frame): void {
  const { bytes, view, start, row, table } = frame;
  if (!frame.has(start + 14)) return notIp(frame);
  const pair = table.lists.macPair(bytes, view, start);
  table.columns.destinationMac[row] = pair.first;
  table.columns.sourceMac[row] = pair.second;
  decodeEtherType(frame, view.getUint16(start + 12), start + 14);
}

function decodeEthernetAt(frame: Frame, start: number): void {
  decodeTagged(frame, start, 0);
}

/** Ethernet with the tag of a switch chip, so many bytes of it, between addresses and EtherType. */
function decodeTagged(frame: Frame, start: number, tagBytes: number): void {
  const { bytes, view, row, table } = frame;
  const end = start + 14 + tagBytes;
  if (!frame.has(end)) return notIp(frame);
  frame.link = start;
  const pair = table.lists.macPair(bytes, view, start);
  table.columns.destinationMac[row] = pair.first;
  table.columns.sourceMac[row] = pair.second;
  decodeEtherType(frame, view.getUint16(end - 2), end);
}

/** Linux cooked capture: packet type, ARPHRD, address length, address, protocol. */
function decodeCooked(frame: Frame, start: number): void {
  const { view } = frame;
  if (!frame.has(start + 16)) return notIp(frame);
  frame.linkClass = Math.min(6, view.getUint16(start));
  const type = view.getUint16(start + 2);
  cookedSource(frame, view.getUint16(start + 4), start + 6);
  cookedPayload(frame, type, view.getUint16(start + 14), start + 16);
}

/** Its second version: the same fields in another order, and the interface. */
function decodeCooked2(frame: Frame, start: number): void {
  const { bytes, view } = frame;
  if (!frame.has(start + 20)) return notIp(frame);
  frame.linkClass = Math.min(6, bytes[start + 10]!);
  const type = view.getUint16(start + 8);
  cookedSource(frame, bytes[start + 11]!, start + 12);
  cookedPayload(frame, type, view.getUint16(start), start + 20);
}

/** The sender's address, when it is one like Ethernet's; there is none of the receiver. */
function cookedSource(frame: Frame, length: number, at: number): void {
  if (length !== 6) return;
  const { bytes, view, row, table } = frame;
  table.columns.sourceMac[row] = table.mac(bytes, view, at);
}

function cookedPayload(frame: Frame, type: number, protocol: number, at: number): void {
  if (type === hardware.radiotap) return decodeRadiotap(frame, at);
  if (type === hardware.prism) return decodePrism(frame, at);
  if (type === hardware.wifi) return decodeWifi(frame, at);
  if (type === hardware.frameRelay) return decodeFrameRelay(frame, at);
  if (type === hardware.netlink) return notIp(frame);
  if (protocol === COOKED_LLC) decodeLlc(frame, at);
  else decodeEtherType(frame, protocol, at);
}

/** Per-Packet Information: version, flags, length, link type of the frame behind the fields. */
function decodePpi(frame: Frame): boolean {
  const { view, start } = frame;
  if (!frame.has(start + 8)) return isNotIp(frame);
  const body = start + view.getUint16(start + 2, true);
  const linkType = view.getUint32(start + 4, true);
  if (body < start + 8 || !frame.has(body)) return isNotIp(frame);
  frame.link = body;
  if (linkType !== linkTypes.wifi) return decodeFrom(frame, linkType, body);
  decodePpiWifi(frame, start + 8, body);
  return true;
}

/** What macOS writes before frames of several interfaces: its length, a record type, a link type. */
function decodePktap(frame: Frame): boolean {
  const { view, start } = frame;
  if (!frame.has(start + 12)) return isNotIp(frame);
  const length = view.getUint32(start, true);
  if (length < 12 || length > 0xffff || !frame.has(start + length)) return isNotIp(frame);
  frame.link = start + length;
  return decodeFrom(frame, view.getUint32(start + 8, true), start + length);
}

function isNotIp(frame: Frame): true {
  notIp(frame);
  return true;
}
