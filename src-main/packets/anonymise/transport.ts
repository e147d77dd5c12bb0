import { ipProtocols } from '../ip-protocols';
import { scrubIcmp } from './icmp';
import { scrubIcmpv6 } from './icmpv6';
import { scrubIgmp } from './igmp';
import { scrubTcpPayload } from './tcp-payload';
import { scrubUdpPayload } from './udp-payload';
import { checksumOf } from './scrub';
import type { Scrub } from './scrub';

const numbers = { icmp: 1, igmp: 2, esp: 50, ah: 51, icmpv6: 58, gre: 47 } as const;
/** Segment size, window scale, SACK permitted, SACK, timestamps: of a connection, not of anybody. */
const harmlessOptions = new Set([2, 3, 4, 5, 8]);

/**
 * What IP carries, `length` bytes of it by the IP length, from `at` on.
 * @param whole False in the first fragment of several: its checksum cannot be known.
 */
export function scrubTransport(
  s: Scrub,
  protocol: number,
  at: number,
  length: number,
  whole: boolean,
): void {
  if (length <= 0) return;
  if (protocol === ipProtocols.tcp) scrubTcp(s, at, length, whole);
  else if (protocol === ipProtocols.udp) scrubUdp(s, at, length, whole);
  else if (protocol === numbers.icmp) scrubIcmp(s, at, length, whole);
  else if (protocol === numbers.icmpv6) {
    scrubIcmpv6(s, at, length);
    if (whole && length >= 4) s.put16(at + 2, pseudoChecksum(s, protocol, at, length));
  } else if (protocol === numbers.igmp) scrubIgmp(s, at, length);
  else scrubOther(s, protocol, at, length);
}

/** So many bytes of what IP carries tell copies of a packet from other packets. */
const STARTS = 20;

/** What other protocols begin with and tell nothing of anybody by: number and sequence, kind. */
const kept = new Map<number, number>([
  [numbers.esp, 8],
  [numbers.ah, 12],
  [numbers.gre, 4],
]);

function scrubOther(s: Scrub, protocol: number, at: number, length: number): void {
  const end = Math.min(s.end, at + length);
  const bytes = Math.min(kept.get(protocol) ?? 0, length);
  s.keep(at, bytes);
  const tagAt = at + ((Math.min(STARTS, end - at) - 2) & ~1);
  if (tagAt >= at + bytes) s.tagOfStart(tagAt, at, end);
}

function scrubTcp(s: Scrub, at: number, length: number, whole: boolean): void {
  s.keep(at, Math.min(16, length));
  if (length < 20 || !s.has(at + 16)) return;
  s.keep(at + 18, 2);
  const { view } = s;
  const headerLength = (s.bytes[at + 12]! >> 4) << 2;
  if (headerLength < 20 || headerLength > length || !s.has(at + 18)) return;
  if (s.has(at + headerLength)) scrubTcpOptions(s, at + 20, at + headerLength);
  const end = Math.min(s.end, at + length);
  let free = -1;
  if (length > headerLength) {
    const ports = [view.getUint16(at), view.getUint16(at + 2)] as const;
    free = scrubTcpPayload(s, at + headerLength, end, ...ports);
  }
  const markAt = at + ((end - at - 2) & ~1);
  const mark = free >= 0 && markAt >= free ? markAt : -1;
  seal(s, ipProtocols.tcp, at, length, at + 16, mark, whole && end === at + length);
}

/** Kinds and lengths stay, in the same order; a list that makes no sense ends where it did. */
function scrubTcpOptions(s: Scrub, start: number, end: number): void {
  for (let at = start; at < end;) {
    const kind = s.bytes[at]!;
    s.keep(at, 1);
    if (kind === 0) return;
    if (kind === 1) {
      at += 1;
      continue;
    }
    if (at + 1 < end) s.keep(at + 1, 1);
    const length = at + 1 < end ? s.bytes[at + 1]! : 0;
    if (length < 2) return;
    if (harmlessOptions.has(kind)) s.keep(at + 2, Math.min(length - 2, end - at - 2));
    at += length;
  }
}

function scrubUdp(s: Scrub, at: number, length: number, whole: boolean): void {
  s.keep(at, Math.min(6, length));
  if (length < 8 || !s.has(at + 8)) return;
  const { view } = s;
  const datagramLength = view.getUint16(at + 4);
  const size = datagramLength < 8 ? length : Math.min(datagramLength, length);
  const end = Math.min(s.end, at + size);
  let free = -1;
  if (size > 8) {
    const ports = [view.getUint16(at), view.getUint16(at + 2)] as const;
    free = scrubUdpPayload(s, at + 8, end, ...ports);
  }
  const hasChecksum = view.getUint16(at + 6) !== 0;
  const last = hasChecksum ? end : Math.min(end, at + STARTS);
  const markAt = at + ((last - at - 2) & ~1);
  const mark = free >= 0 && markAt >= free ? markAt : -1;
  if (hasChecksum) {
    seal(s, ipProtocols.udp, at, size, at + 6, mark, whole && end === at + size);
  } else if (mark >= 0) s.tagOfStart(mark, at + 8, end);
}

/**
 * Writes the checksum, one that is right and the same for what had the same before, so that packets
 * which differ still do, and those that a capture recorded twice do not.
 *
 * @param markAt Where two bytes may have any value, which makes it right; -1 for nowhere
 * @param complete Whether all that it covers is there; else none is wrong
 */
function seal(
  s: Scrub,
  protocol: number,
  at: number,
  length: number,
  checksumAt: number,
  markAt: number,
  complete: boolean,
): void {
  const wanted = s.tagOf(s.view.getUint16(checksumAt)) || 0xffff;
  if (!complete) return s.put16(checksumAt, wanted);
  const right = pseudoChecksum(s, protocol, at, length);
  if (markAt < 0) return s.put16(checksumAt, right || 0xffff);
  // In ones' complement: what is added to the sum for it to end as wanted.
  s.put16(markAt, checksumOf(wanted + (~right & 0xffff)));
  s.put16(checksumAt, wanted);
}

/** The checksum over pseudo-header, header and data, whose own field is still zero. */
function pseudoChecksum(s: Scrub, protocol: number, at: number, length: number): number {
  const { network } = s;
  const addresses = s.bytes[network]! >> 4 === 6 ? s.sum(network + 8, network + 40) : 0;
  const sum = addresses || s.sum(network + 12, network + 20);
  return checksumOf(sum + s.sum(at, at + length) + protocol + (length >>> 16) + (length & 0xffff));
}
