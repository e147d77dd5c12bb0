import { scrubIpv4, scrubIpv6 } from './ip';
import { scrubMpls } from './raw-ip';
import type { Scrub } from './scrub';

const protocols = { ipv4: 0x0021, ipv6: 0x0057, mpls: 0x0281, mplsMulticast: 0x0283 } as const;
const CISCO_UNICAST = 0x0f;
const CISCO_MULTICAST = 0x8f;

/** PPP: the protocol stays, of others than IP nothing else, since they carry addresses and passwords. */
export function scrubPpp(s: Scrub, start: number): void {
  const { bytes, view } = s;
  let at = start;
  if (!s.has(at + 2)) return;
  if (view.getUint16(at) === 0xff03) {
    s.keep(at, 2);
    at += 2;
  }
  if (!s.has(at + 2)) return;
  const compressed = (bytes[at]! & 1) === 1;
  const protocol = compressed ? bytes[at]! : view.getUint16(at);
  const packet = at + (compressed ? 1 : 2);
  s.keep(at, packet - at);
  if (protocol === protocols.ipv4) scrubIpv4(s, packet);
  else if (protocol === protocols.ipv6) scrubIpv6(s, packet);
  else if (protocol === protocols.mpls || protocol === protocols.mplsMulticast)
    scrubMpls(s, packet);
}

/** PPP in HDLC framing, or Cisco's HDLC. */
export function scrubHdlc(s: Scrub, start: number): void {
  if (!s.has(start + 4)) return;
  const address = s.bytes[start]!;
  if (address !== CISCO_UNICAST && address !== CISCO_MULTICAST) return scrubPpp(s, start);
  s.keep(start, 4);
  const etherType = s.view.getUint16(start + 2);
  if (etherType === 0x0800) scrubIpv4(s, start + 4);
  else if (etherType === 0x86dd) scrubIpv6(s, start + 4);
}

/** Frame Relay with an address of two bytes. */
export function scrubFrameRelay(s: Scrub, start: number): void {
  if (!s.has(start + 4)) return;
  s.keep(start, 4);
  const isTwoBytes = (s.bytes[start]! & 1) === 0 && (s.bytes[start + 1]! & 1) === 1;
  if (!isTwoBytes) return;
  const field = s.view.getUint16(start + 2);
  if (field === 0x03cc || field === 0x0800) scrubIpv4(s, start + 4);
  else if (field === 0x038e || field === 0x86dd) scrubIpv6(s, start + 4);
}
