import { scrubIpv4, scrubIpv6 } from './ip';
import { scrubPpp } from './ppp';
import { scrubMpls } from './raw-ip';
import type { Scrub } from './scrub';

const etherTypes = {
  ipv4: 0x0800,
  arp: 0x0806,
  ipv6: 0x86dd,
  vlan: 0x8100,
  serviceVlan: 0x88a8,
  oldServiceVlan: 0x9100,
  mpls: 0x8847,
  mplsMulticast: 0x8848,
  pppoeDiscovery: 0x8863,
  pppoeSession: 0x8864,
  eapol: 0x888e,
} as const;

const FIRST_ETHER_TYPE = 0x0600;
const ARP_BYTES = 28;

/** What follows an EtherType; `at` is behind it. Branches as `decodeEtherType` does. */
export function scrubEtherType(s: Scrub, first: number, at: number): void {
  let etherType = first;
  while (
    etherType === etherTypes.vlan ||
    etherType === etherTypes.serviceVlan ||
    etherType === etherTypes.oldServiceVlan
  ) {
    if (!s.has(at + 4)) return;
    s.keep(at, 4);
    etherType = s.view.getUint16(at + 2);
    at += 4;
  }
  if (etherType < FIRST_ETHER_TYPE) scrubLlc(s, at);
  else scrubUntagged(s, etherType, at);
}

/** IEEE 802.2, with SNAP. */
export function scrubLlc(s: Scrub, at: number): void {
  if (!s.has(at + 8)) return s.keep(at, 3);
  const start = s.view.getUint32(at);
  if (start >>> 8 === 0x060603) {
    s.keep(at, 3);
    return scrubIpv4(s, at + 3);
  }
  if (start >>> 8 !== 0xaaaa03) return s.keep(at, 3);
  s.keep(at, 8);
  const organisation = s.view.getUint16(at + 4) | ((start & 0xff) << 16);
  if (organisation === 0 || organisation === 0x0000f8) {
    scrubUntagged(s, s.view.getUint16(at + 6), at + 8);
  }
}

function scrubUntagged(s: Scrub, etherType: number, at: number): void {
  switch (etherType) {
    case etherTypes.ipv4:
      return scrubIpv4(s, at);
    case etherTypes.ipv6:
      return scrubIpv6(s, at);
    case etherTypes.arp:
      return scrubArp(s, at);
    case etherTypes.pppoeSession:
      return scrubPppoe(s, at);
    case etherTypes.mpls:
    case etherTypes.mplsMulticast:
      return scrubMpls(s, at);
    case etherTypes.pppoeDiscovery:
      return s.keep(at, 6);
    case etherTypes.eapol:
      return s.keep(at, 4);
  }
}

/** ARP for IPv4 over addresses like Ethernet's (RFC 826); of any other kind the kind alone. */
function scrubArp(s: Scrub, at: number): void {
  if (!s.has(at + 8)) return;
  s.keep(at, 8);
  const { view } = s;
  if (view.getUint16(at + 2) !== 0x0800 || view.getUint16(at + 4) !== 0x0604) return;
  if (!s.has(at + ARP_BYTES)) return;
  s.mac(at + 8);
  s.ipv4(at + 14);
  s.mac(at + 18);
  s.ipv4(at + 24);
}

/** A session of RFC 2516. */
export function scrubPppoe(s: Scrub, at: number): void {
  if (!s.has(at + 6)) return;
  s.keep(at, 6);
  if (s.view.getUint16(at) === 0x1100) scrubPpp(s, at + 6);
}
