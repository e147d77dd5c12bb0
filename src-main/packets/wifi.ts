import { decodeLlc } from './ether-type';
import type { Frame } from './frame';
import { notIp } from './raw-ip';

/** Frame control, second byte (IEEE 802.11-2020, 9.2.4.1). */
const flags = {
  toDistribution: 0x01,
  fromDistribution: 0x02,
  protected: 0x40,
  highThroughput: 0x80,
} as const;

const DATA = 2;
const HEADER_BYTES = 24;
const ADDRESS_BYTES = 6;
/** In the subtype of data frames. */
const NO_DATA = 0x4;
const QOS = 0x8;
/** In the first byte of QoS control: the body is an A-MSDU. */
const AGGREGATED = 0x80;
/** Fragment number, in the sequence control. */
const FRAGMENT = 0x0f;

/**
 * IEEE 802.11 from `start` on. Data frames have the MAC addresses of sender and receiver, whichever
 * of the three or four fields they are in; those that are not encrypted have IP behind LLC. Of an
 * A-MSDU, several packets in one frame, the first one is read. Management and control frames are
 * frames that are not IP, without addresses: they are of everybody who passes by, not of the home.
 *
 * @param padded Whether header and body are apart by what makes the header a multiple of four.
 */
export function decodeWifi(frame: Frame, start: number, padded = false): void {
  const { bytes, view } = frame;
  notIp(frame);
  if (!frame.has(start + 2)) return;
  const type = (bytes[start]! >> 2) & 3;
  if (type !== DATA || (bytes[start]! & 3) !== 0) return;
  if (!frame.has(start + HEADER_BYTES)) return;
  const subtype = bytes[start]! >> 4;
  const control = bytes[start + 1]!;
  const isRelayed = (control & 3) === (flags.toDistribution | flags.fromDistribution);
  let at = start + HEADER_BYTES + (isRelayed ? ADDRESS_BYTES : 0);
  if (!frame.has(at)) return;
  takeAddresses(frame, start, control);
  // Who transmits to whom; duration and sequence number are not of the hop.
  frame.link = start + 4;
  frame.serial = view.getUint16(start + 22, true);

  const qos = at;
  if (subtype & QOS) at += 2;
  if (subtype & QOS && control & flags.highThroughput) at += 4;
  if (!frame.has(at)) return;
  if (subtype & NO_DATA) return;
  if (control & flags.protected) {
    frame.encrypted = true;
    return;
  }
  if (frame.serial & FRAGMENT) return;
  if (padded) at = start + ((at - start + 3) & ~3);
  if (subtype & QOS && bytes[qos]! & AGGREGATED) decodeAggregate(frame, at);
  else decodeLlc(frame, at);
}

/** Table 9-30: which address field holds whom. */
function takeAddresses(frame: Frame, start: number, control: number): void {
  const { bytes, view, row, table } = frame;
  const toDistribution = control & flags.toDistribution;
  const fromDistribution = control & flags.fromDistribution;
  const destination = start + (toDistribution ? 16 : 4);
  const source = start + (fromDistribution ? (toDistribution ? 24 : 16) : 10);
  table.columns.destinationMac[row] = table.mac(bytes, view, destination);
  table.columns.sourceMac[row] = table.mac(bytes, view, source);
}

/** The first part of an A-MSDU: receiver, sender, length, LLC (9.3.2.2.2). */
function decodeAggregate(frame: Frame, at: number): void {
  const { bytes, view, row, table } = frame;
  if (!frame.has(at + 14)) return;
  table.columns.destinationMac[row] = table.mac(bytes, view, at);
  table.columns.sourceMac[row] = table.mac(bytes, view, at + 6);
  decodeLlc(frame, at + 14);
}
