import { linkTypes } from '../link-types';
import { scrubEtherType, scrubLlc, scrubPppoe } from './ether';
import { scrubFrameRelay, scrubHdlc, scrubPpp } from './ppp';
import { scrubRawIp } from './raw-ip';
import type { Scrub } from './scrub';
import { scrubWifi } from './wifi';
import { scrubAvs, scrubPpiWifi, scrubPrism, scrubRadiotap } from './wifi-prefix';

const COOKED_LLC = 4;
const hardware = { wifi: 801, prism: 802, radiotap: 803, frameRelay: 770, netlink: 824 } as const;
const SLIP_BYTES = 16;

/**
 * Writes the anonymised frame; of a link that HomeMole does not decode it stays zeros.
 * @returns Whether it is of a link that HomeMole decodes.
 */
export function scrubLink(s: Scrub, linkType: number): boolean {
  if (linkType === linkTypes.ppi) scrubPpi(s);
  else if (linkType === linkTypes.pktap) scrubPktap(s);
  else {
    const scrubFrom = scrubbers.get(linkType);
    scrubFrom?.(s, s.start);
    return scrubFrom !== undefined;
  }
  return true;
}

/** The same links as in `link-layer.ts`. */
const scrubbers = new Map<number, (s: Scrub, start: number) => void>([
  [linkTypes.null, scrubLoopback],
  [linkTypes.loop, scrubLoopback],
  [linkTypes.ethernet, (s, start) => scrubEthernet(s, start, 0)],
  [linkTypes.slip, (s, start) => scrubBehind(s, start, 1, SLIP_BYTES)],
  [linkTypes.ppp, scrubHdlc],
  [linkTypes.pppHdlc, scrubHdlc],
  [linkTypes.ciscoHdlc, scrubHdlc],
  [linkTypes.pppEther, scrubPppoe],
  [linkTypes.pppWithDirection, scrubPppWithDirection],
  [linkTypes.pppWithDirectionOfLinux, scrubPppWithDirection],
  [linkTypes.atmRfc1483, scrubLlc],
  [linkTypes.frameRelay, scrubFrameRelay],
  [linkTypes.raw, scrubRawIp],
  [linkTypes.rawOfBsd, scrubRawIp],
  [linkTypes.rawOfOpenBsd, scrubRawIp],
  [linkTypes.ipv4, scrubRawIp],
  [linkTypes.ipv6, scrubRawIp],
  [linkTypes.linuxCooked, scrubCooked],
  [linkTypes.linuxCooked2, scrubCooked2],
  [linkTypes.wifi, (s, start) => scrubWifi(s, start)],
  [linkTypes.wifiRadiotap, scrubRadiotap],
  [linkTypes.wifiPrism, scrubPrism],
  [linkTypes.wifiAvs, scrubAvs],
  [linkTypes.broadcomTag, (s, start) => scrubEthernet(s, start, 4)],
  [linkTypes.broadcomTagBefore, scrubTagBefore],
  [linkTypes.marvellTag, (s, start) => scrubEthernet(s, start, 4)],
  [linkTypes.marvellEtherTypeTag, (s, start) => scrubEthernet(s, start, 8)],
]);

/** Ethernet with the tag of a switch chip, so many bytes of it, before the EtherType. */
function scrubEthernet(s: Scrub, start: number, tagBytes: number): void {
  const end = start + 14 + tagBytes;
  if (!s.has(end)) return;
  s.mac(start);
  s.mac(start + 6);
  s.keep(start + 12, tagBytes + 2);
  scrubEtherType(s, s.view.getUint16(end - 2), end);
}

function scrubTagBefore(s: Scrub, start: number): void {
  s.keep(start, 4);
  scrubEthernet(s, start + 4, 0);
}

function scrubLoopback(s: Scrub, start: number): void {
  scrubBehind(s, start, 4, 4);
}

function scrubPppWithDirection(s: Scrub, start: number): void {
  s.keep(start, 1);
  scrubPpp(s, start + 1);
}

function scrubBehind(s: Scrub, start: number, kept: number, bytes: number): void {
  s.keep(start, kept);
  scrubRawIp(s, start + bytes);
}

function scrubCooked(s: Scrub, start: number): void {
  const { view } = s;
  if (!s.has(start + 16)) return;
  s.keep(start, 6);
  s.keep(start + 14, 2);
  const type = view.getUint16(start + 2);
  if (view.getUint16(start + 4) === 6) s.mac(start + 6);
  scrubCookedPayload(s, type, view.getUint16(start + 14), start + 16);
}

function scrubCooked2(s: Scrub, start: number): void {
  const { bytes, view } = s;
  if (!s.has(start + 20)) return;
  s.keep(start, 12);
  if (bytes[start + 11] === 6) s.mac(start + 12);
  scrubCookedPayload(s, view.getUint16(start + 8), view.getUint16(start), start + 20);
}

function scrubCookedPayload(s: Scrub, type: number, protocol: number, at: number): void {
  if (type === hardware.radiotap) return scrubRadiotap(s, at);
  if (type === hardware.prism) return scrubPrism(s, at);
  if (type === hardware.wifi) return scrubWifi(s, at);
  if (type === hardware.frameRelay) return scrubFrameRelay(s, at);
  if (type === hardware.netlink) return;
  if (protocol === COOKED_LLC) scrubLlc(s, at);
  else scrubEtherType(s, protocol, at);
}

function scrubPpi(s: Scrub): void {
  const { view, start } = s;
  s.keep(start, 8);
  if (!s.has(start + 8)) return;
  const body = start + view.getUint16(start + 2, true);
  const linkType = view.getUint32(start + 4, true);
  if (body < start + 8 || !s.has(body)) return;
  if (linkType === linkTypes.wifi) return scrubPpiWifi(s, start + 8, body);
  for (let at = start + 8; at + 4 <= body; at += 4 + view.getUint16(at + 2, true)) s.keep(at, 4);
  scrubbers.get(linkType)?.(s, body);
}

/** Of what macOS writes in front, length and link type stay; process and interface names do not. */
function scrubPktap(s: Scrub): void {
  const { view, start } = s;
  s.keep(start, 12);
  if (!s.has(start + 12)) return;
  const length = view.getUint32(start, true);
  if (length < 12 || length > 0xffff || !s.has(start + length)) return;
  scrubbers.get(view.getUint32(start + 8, true))?.(s, start + length);
}
