import { scrubIpv6Header } from './ip-header';
import { scrubQuotedTransport } from './icmp';
import type { Scrub } from './scrub';

const types = {
  parameterProblem: 4,
  echoRequest: 128,
  echoReply: 129,
  listenerQuery: 130,
  listenerReport: 131,
  listenerDone: 132,
  routerSolicitation: 133,
  routerAdvertisement: 134,
  neighbourSolicitation: 135,
  neighbourAdvertisement: 136,
  redirect: 137,
  listenerReport2: 143,
} as const;
const options = { source: 1, target: 2, prefix: 3, mtu: 5, resolvers: 25 } as const;
/** A record of a multicast listener report: type, lengths, group. */
const RECORD_BYTES = 20;

/** ICMPv6 with neighbour discovery and listeners; the checksum is the caller's. */
export function scrubIcmpv6(s: Scrub, at: number, length: number): void {
  const end = Math.min(at + length, s.end);
  s.keep(at, Math.min(2, length));
  if (at + 8 > end) return;
  const type = s.bytes[at]!;
  switch (type) {
    case types.echoRequest:
    case types.echoReply:
      return s.keep(at + 4, 4);
    case types.listenerQuery:
    case types.listenerReport:
    case types.listenerDone:
      s.keep(at + 4, 4);
      if (at + 24 <= end) s.ipv6(at + 8);
      if (type === types.listenerQuery) s.keep(at + 24, Math.max(0, Math.min(2, end - at - 24)));
      return;
    case types.routerSolicitation:
      s.keep(at + 4, 4);
      return scrubOptions(s, at + 8, end);
    case types.routerAdvertisement:
      s.keep(at + 4, Math.min(12, end - at - 4));
      return scrubOptions(s, at + 16, end);
    case types.neighbourSolicitation:
    case types.neighbourAdvertisement:
      s.keep(at + 4, 4);
      if (at + 24 <= end) s.ipv6(at + 8);
      return scrubOptions(s, at + 24, end);
    case types.redirect:
      s.keep(at + 4, 4);
      if (at + 40 <= end) {
        s.ipv6(at + 8);
        s.ipv6(at + 24);
      }
      return scrubOptions(s, at + 40, end);
    case types.listenerReport2:
      return scrubRecords(s, at + 8, end);
    default:
      if (type > types.parameterProblem) return;
      s.keep(at + 4, 4);
      if (at + 48 <= end && scrubIpv6Header(s, at + 8)) {
        scrubQuotedTransport(s, s.bytes[at + 14]!, at + 48, end);
      }
  }
}

/** Options of neighbour discovery (RFC 4861, 4.6; RFC 8106): type and length stay. */
function scrubOptions(s: Scrub, start: number, end: number): void {
  for (let at = start; at + 8 <= end;) {
    const type = s.bytes[at]!;
    const size = s.bytes[at + 1]! << 3;
    if (size === 0) return;
    const stop = Math.min(at + size, end);
    s.keep(at, 2);
    if (type === options.source || type === options.target) s.mac(at + 2);
    else if (type === options.mtu) s.keep(at + 2, 6);
    else if (type === options.prefix && at + 32 <= stop) {
      s.keep(at + 2, 14);
      s.ipv6Network(at + 16);
    } else if (type === options.resolvers) {
      s.keep(at + 4, 4);
      for (let address = at + 8; address + 16 <= stop; address += 16) s.ipv6(address);
    }
    at += size;
  }
}

/** Records of MLDv2 (RFC 3810, 5.2): each a group and sources. */
function scrubRecords(s: Scrub, start: number, end: number): void {
  s.keep(start - 2, 2);
  for (let at = start; at + RECORD_BYTES <= end;) {
    s.keep(at, 4);
    s.ipv6(at + 4);
    const sources = s.view.getUint16(at + 2);
    for (let i = 0; i < sources; i += 1) {
      const address = at + RECORD_BYTES + 16 * i;
      if (address + 16 > end) return;
      s.ipv6(address);
    }
    at += RECORD_BYTES + 16 * sources + 4 * s.bytes[at + 1]!;
  }
}
