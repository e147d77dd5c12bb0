import { ipProtocols } from '../ip-protocols';
import { scrubIpv4Header } from './ip-header';
import { checksumOf } from './scrub';
import type { Scrub } from './scrub';

const types = { unreachable: 3, quench: 4, redirect: 5, exceeded: 11, parameter: 12 } as const;
/** Echo, timestamp, information and mask, each with its reply: identifier and number. */
const numbered = new Set([0, 8, 13, 14, 15, 16, 17, 18]);
const ICMP = 1;

/** ICMP (RFC 792): type, code and numbers stay; the packet that an error quotes gets other addresses. */
export function scrubIcmp(s: Scrub, at: number, length: number, whole: boolean): void {
  s.keep(at, Math.min(2, length));
  if (length < 8 || !s.has(at + 8)) return;
  const type = s.bytes[at]!;
  if (numbered.has(type)) s.keep(at + 4, 4);
  else if (type === types.redirect) s.ipv4(at + 4);
  else if (isError(type)) s.keep(at + 4, 4);
  if (type === types.redirect || isError(type)) scrubQuoted(s, at + 8, at + length);
  if (whole) s.put16(at + 2, checksumOf(s.sum(at, at + length)));
}

function isError(type: number): boolean {
  return (
    type === types.unreachable ||
    type === types.quench ||
    type === types.exceeded ||
    type === types.parameter
  );
}

function scrubQuoted(s: Scrub, at: number, end: number): void {
  const headerLength = at + 20 <= end ? scrubIpv4Header(s, at) : 0;
  if (headerLength > 0) scrubQuotedTransport(s, s.bytes[at + 9]!, at + headerLength, end);
}

/** The first bytes behind the header: ports, length or sequence number. */
export function scrubQuotedTransport(s: Scrub, protocol: number, at: number, end: number): void {
  const room = Math.max(0, end - at);
  if (protocol === ipProtocols.tcp) s.keep(at, Math.min(8, room));
  else if (protocol === ipProtocols.udp) s.keep(at, Math.min(6, room));
  else if (protocol === ICMP) s.keep(at, Math.min(2, room));
}
