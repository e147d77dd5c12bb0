import { protocolBits } from '../contract/protocol-bits';
import type { Frame } from './frame';
import { decodeIpv4, decodeIpv6 } from './internet-layer';

/** A stack of labels (RFC 3032) up to the one marked as the last; IP is told by its version. */
export function decodeMpls(frame: Frame, at: number): void {
  do {
    if (!frame.has(at + 4)) return notIp(frame);
    at += 4;
  } while ((frame.bytes[at - 2]! & 1) === 0);
  decodeRawIp(frame, at);
}

/** IP of either version, or neither. */
export function decodeRawIp(frame: Frame, at: number): void {
  if (!frame.has(at + 1)) return notIp(frame);
  const version = frame.bytes[at]! >> 4;
  if (version === 4) return decodeIpv4(frame, at);
  if (version === 6) return decodeIpv6(frame, at);
  notIp(frame);
}

/** ARP, LLC, EAPOL ...: recognised by the link layer as something else than IP. */
export function notIp(frame: Frame): void {
  frame.table.columns.protocols[frame.row] = protocolBits.other;
}
