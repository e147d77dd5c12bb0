import { ipProtocols } from '../ip-protocols';
import { scrubIpv4Header, scrubIpv6Header } from './ip-header';
import type { Scrub } from './scrub';
import { scrubTransport } from './transport';

const MORE_FRAGMENTS = 0x2000;
/** In IPv6: router alert, jumbo payload. */
const harmlessIpv6Options = new Set([0x05, 0xc2]);

/** IPv4: all fields but addresses, options and checksum stay as they were. */
export function scrubIpv4(s: Scrub, at: number): void {
  const headerLength = scrubIpv4Header(s, at);
  if (headerLength === 0) return;
  const { view } = s;
  const totalLength = view.getUint16(at + 2) || Math.max(0, s.wireEnd - at);
  const fragment = view.getUint16(at + 6);
  s.network = at;
  if ((fragment & 0x1fff) !== 0) return;
  const whole = (fragment & MORE_FRAGMENTS) === 0;
  scrubTransport(s, s.bytes[at + 9]!, at + headerLength, totalLength - headerLength, whole);
}

/** IPv6 and its extension headers, of which kinds and lengths stay. */
export function scrubIpv6(s: Scrub, at: number): void {
  const { bytes, view } = s;
  if (!scrubIpv6Header(s, at)) return;
  const payloadLength = view.getUint16(at + 4) || offloadedLength(s, at);
  const end = at + 40 + payloadLength;
  let next = bytes[at + 6]!;
  let header = at + 40;
  let fragment = 0;
  s.network = at;
  while (isExtension(next) && fragment >> 3 === 0) {
    if (header + 8 > end || !s.has(header + 8)) return;
    if (next === ipProtocols.fragment) fragment = view.getUint16(header + 2);
    const length = extensionLength(next, bytes[header + 1]!);
    scrubExtension(s, next, header, Math.min(header + length, s.end));
    next = bytes[header]!;
    header += length;
  }
  if (fragment >> 3 !== 0) return;
  scrubTransport(s, next, header, end - header, (fragment & 1) === 0);
}

function offloadedLength(s: Scrub, at: number): number {
  const rest = s.wireEnd - at - 40;
  return rest > 6 && s.bytes[at + 6] !== ipProtocols.noNextHeader ? rest : 0;
}

function isExtension(next: number): boolean {
  return kept.has(next);
}

/** How many bytes of each extension header tell nothing of anybody. */
const kept = new Map<number, number>([
  [ipProtocols.hopByHop, 2],
  [ipProtocols.destinationOptions, 2],
  [ipProtocols.routing, 8],
  [ipProtocols.fragment, 8],
  [ipProtocols.authentication, 12],
  [ipProtocols.mobility, 4],
  [ipProtocols.hostIdentity, 4],
  [ipProtocols.shim6, 4],
]);

function extensionLength(type: number, lengthField: number): number {
  if (type === ipProtocols.fragment) return 8;
  if (type === ipProtocols.authentication) return Math.max(8, (lengthField + 2) << 2);
  return (lengthField + 1) << 3;
}

function scrubExtension(s: Scrub, type: number, at: number, end: number): void {
  s.keep(at, Math.min(kept.get(type)!, end - at));
  if (type !== ipProtocols.hopByHop && type !== ipProtocols.destinationOptions) return;
  for (let option = at + 2; option + 2 <= end;) {
    const kind = s.bytes[option]!;
    if (kind === 0) {
      option += 1;
      continue;
    }
    const length = s.bytes[option + 1]!;
    s.keep(option, harmlessIpv6Options.has(kind) ? Math.min(2 + length, end - option) : 2);
    option += 2 + length;
  }
}
