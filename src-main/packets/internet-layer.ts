import { protocolBits } from '../contract/protocol-bits';
import type { Frame } from './frame';
import { ipProtocols } from './ip-protocols';
import { decodeTransport } from './transport-layer';

/**
 * IPv4 (RFC 791). The length is the header's total length. Where that is 0, as segmentation offload
 * leaves it on the sending machine, it is what the frame had on the wire. A header that is cut or
 * makes no sense leaves the frame one that is not IP.
 */
export function decodeIpv4(frame: Frame, at: number): void {
  const { bytes, view, row, table } = frame;
  const { columns } = table;
  columns.protocols[row] = protocolBits.other;
  if (!frame.has(at + 20)) return;
  const headerLength = (bytes[at]! & 0x0f) << 2;
  if (bytes[at]! >> 4 !== 4 || headerLength < 20) return;
  frame.network = at;
  frame.transport = at + headerLength;
  const totalLength = view.getUint16(at + 2) || Math.max(0, frame.wireEnd - at);
  const protocol = bytes[at + 9]!;
  columns.ipLength[row] = totalLength;
  columns.ttl[row] = bytes[at + 8]!;
  columns.ipProtocol[row] = protocol;
  const pair = table.lists.ipv4Pair(bytes, view, at + 12);
  columns.sourceAddress[row] = pair.first;
  columns.destinationAddress[row] = pair.second;
  const fragmentOffset = view.getUint16(at + 6) & 0x1fff;
  decodeTransport(frame, protocol, at + headerLength, totalLength - headerLength, fragmentOffset);
}

/**
 * IPv6 (RFC 8200) with its chain of extension headers. The length is 40 plus the payload length;
 * where that is 0 (jumbograms, segmentation offload) it is what the frame had on the wire.
 */
export function decodeIpv6(frame: Frame, at: number): void {
  const { bytes, view, row, table } = frame;
  const { columns } = table;
  columns.protocols[row] = protocolBits.other;
  if (!frame.has(at + 40) || bytes[at]! >> 4 !== 6) return;
  frame.network = at;
  const payloadLength = view.getUint16(at + 4) || offloadedLength(frame, at);
  columns.ipLength[row] = 40 + payloadLength;
  columns.ttl[row] = bytes[at + 7]!;
  columns.sourceAddress[row] = table.lists.ipv6(bytes, view, at + 8);
  columns.destinationAddress[row] = table.lists.ipv6(bytes, view, at + 24);

  const end = at + 40 + payloadLength;
  let next = bytes[at + 6]!;
  let header = at + 40;
  let fragmentOffset = 0;
  // Every header is at least eight bytes, so the chain ends with the packet.
  while (isExtension(next) && fragmentOffset === 0) {
    if (header + 8 > end || !frame.has(header + 8)) break;
    if (next === ipProtocols.fragment) fragmentOffset = view.getUint16(header + 2) >> 3;
    const length = extensionLength(next, bytes[header + 1]!);
    next = bytes[header]!;
    header += length;
  }
  frame.transport = header;
  columns.ipProtocol[row] = next;
  decodeTransport(frame, next, header, end - header, fragmentOffset);
}

/** A frame of 60 bytes, the least Ethernet has, holds up to 6 bytes that are padding, not payload. */
function offloadedLength(frame: Frame, at: number): number {
  const rest = frame.wireEnd - at - 40;
  return rest > 6 && frame.bytes[at + 6] !== ipProtocols.noNextHeader ? rest : 0;
}

function isExtension(next: number): boolean {
  return (
    next === ipProtocols.hopByHop ||
    next === ipProtocols.routing ||
    next === ipProtocols.fragment ||
    next === ipProtocols.authentication ||
    next === ipProtocols.destinationOptions ||
    next === ipProtocols.mobility ||
    next === ipProtocols.hostIdentity ||
    next === ipProtocols.shim6
  );
}

function extensionLength(type: number, lengthField: number): number {
  if (type === ipProtocols.fragment) return 8;
  if (type === ipProtocols.authentication) return Math.max(8, (lengthField + 2) << 2);
  return (lengthField + 1) << 3;
}
