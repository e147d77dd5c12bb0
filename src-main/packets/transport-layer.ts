import { protocolBits } from '../contract/protocol-bits';
import type { Frame } from './frame';
import {
  hasUdpHints,
  takeHttpHints,
  takeQuicHints,
  takeTlsHints,
  takeUdpHints,
} from './hints/take-hints';
import { ipProtocols } from './ip-protocols';
import { recogniseTcp, recogniseUdp } from './recognise';
import type { OptionLists } from './option-lists';

/** Kinds 1, 1 and 8 with the length 10, which then fill twelve bytes. */
const TIMESTAMPS_ALONE = 0x0101080a;
/** First byte of a long header of QUIC: two bits are always set (RFC 9000, 17.2). */
const QUIC_LONG = 0xc0;
/** A client fills the datagrams of its Initial packets to 1,200 bytes (RFC 9000, 14.1). */
const LEAST_QUIC = 1199;

/**
 * Reads what IP carries. `length` counts the bytes behind the IP headers by the IP length, so it may
 * be negative or reach beyond the frame. A later fragment has no header to read; its TCP or UDP bit
 * is set all the same, since its IP header names the protocol.
 */
export function decodeTransport(
  frame: Frame,
  protocol: number,
  at: number,
  length: number,
  fragmentOffset: number,
): void {
  const { columns } = frame.table;
  if (protocol === ipProtocols.tcp) {
    columns.protocols[frame.row] = protocolBits.ip | protocolBits.tcp;
    if (fragmentOffset === 0) decodeTcp(frame, at, length);
  } else if (protocol === ipProtocols.udp) {
    columns.protocols[frame.row] = protocolBits.ip | protocolBits.udp;
    if (fragmentOffset === 0) decodeUdp(frame, at, length);
  } else {
    columns.protocols[frame.row] = protocolBits.ip | protocolBits.other;
  }
}

/** TCP (RFC 9293). Of a header that is cut, by the capture or by IP, the fields that are there count. */
function decodeTcp(frame: Frame, at: number, length: number): void {
  const { view, row, table } = frame;
  const { columns } = table;
  if (length < 4 || !frame.has(at + 4)) return;
  const sourcePort = view.getUint16(at);
  const destinationPort = view.getUint16(at + 2);
  columns.sourcePort[row] = sourcePort;
  columns.destinationPort[row] = destinationPort;
  if (length < 20 || !frame.has(at + 16)) return;
  const headerLength = (frame.bytes[at + 12]! >> 4) << 2;
  columns.tcpFlags[row] = view.getUint16(at + 12) & 0x0fff;
  columns.window[row] = view.getUint16(at + 14);
  if (headerLength < 20 || headerLength > length) return;
  const payloadLength = length - headerLength;
  columns.payloadLength[row] = payloadLength;
  if (headerLength > 20 && frame.has(at + headerLength)) {
    columns.optionKinds[row] = optionList(
      frame,
      table.lists.optionLists,
      at + 20,
      at + headerLength,
    );
  }
  const bit = recogniseTcp(frame, at + headerLength, payloadLength, sourcePort, destinationPort);
  columns.protocols[row]! |= bit;
  if (bit === protocolBits.tls) takeTlsHints(frame, at + headerLength, payloadLength);
  else if (bit === protocolBits.http) takeHttpHints(frame, at + headerLength, payloadLength);
}

/** UDP (RFC 768). The payload is the shorter one of what UDP and IP claim; of a first fragment, IP's. */
function decodeUdp(frame: Frame, at: number, length: number): void {
  const { view, row, table } = frame;
  const { columns } = table;
  if (length < 8 || !frame.has(at + 4)) return;
  const sourcePort = view.getUint16(at);
  const destinationPort = view.getUint16(at + 2);
  columns.sourcePort[row] = sourcePort;
  columns.destinationPort[row] = destinationPort;
  if (!frame.has(at + 6)) return;
  const datagramLength = view.getUint16(at + 4);
  const payloadLength = (datagramLength < 8 ? length : Math.min(datagramLength, length)) - 8;
  columns.payloadLength[row] = payloadLength;
  if (hasUdpHints(sourcePort, destinationPort)) {
    takeUdpHints(frame, at + 8, payloadLength, sourcePort, destinationPort);
  } else if (
    payloadLength > LEAST_QUIC &&
    frame.end > at + 8 &&
    frame.bytes[at + 8]! >= QUIC_LONG
  ) {
    takeQuicHints(frame, at + 8, payloadLength, sourcePort, destinationPort);
  }
  columns.protocols[row]! |= recogniseUdp(
    frame,
    at + 8,
    payloadLength,
    sourcePort,
    destinationPort,
  );
}

/**
 * The list of option kinds in the order of the header, an end-of-list option being the last. A
 * length that makes no sense ends the list.
 */
function optionList(frame: Frame, lists: OptionLists, start: number, end: number): number {
  const { bytes, view } = frame;
  if (end - start === 12 && view.getUint32(start) === TIMESTAMPS_ALONE) return lists.timestamps;
  let node = 0;
  let at = start;
  while (at < end) {
    const kind = bytes[at]!;
    node = lists.step(node, kind);
    if (kind === 0) break;
    if (kind === 1) {
      at += 1;
      continue;
    }
    const length = at + 1 < end ? bytes[at + 1]! : 0;
    if (length < 2) break;
    at += length;
  }
  return lists.listAt(node);
}
