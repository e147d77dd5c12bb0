import { protocolBits } from '../contract/protocol-bits';
import type { Frame } from './frame';
import { startsLikeHttp } from './http-start';
import { tcpPortBit, udpPortBit } from './well-known-ports';

const { tls, http, other } = protocolBits;

/** 2^14 and the 2048 that RFC 5246 allows on top for compression and encryption. */
const LONGEST_TLS_RECORD = 16384 + 2048;

/**
 * The application bit of a TCP segment, 0 when it has no payload or nothing is recognised.
 *
 * Where the payload was captured, TLS is a record header at its beginning (content type 20 to 23,
 * version 3.0 to 3.4, a possible length) and HTTP is a request or status line there. Segments in the
 * middle of a record or a body are bare TCP, as in the paper's own measurements. Where the capture
 * cut the payload away, the well-known port decides. DNS and all others go by port.
 */
export function recogniseTcp(
  frame: Frame,
  at: number,
  length: number,
  sourcePort: number,
  destinationPort: number,
): number {
  if (length <= 0) return 0;
  const byPort = tcpPortBit(sourcePort, destinationPort);
  const captured = Math.min(frame.end - at, length);
  if (captured < 5 && captured < length) return byPort;
  if (captured >= 5) {
    if (isTlsRecordAt(frame.bytes, frame.view, at)) return tls;
    if (startsLikeHttp(frame.bytes, at, at + captured)) return http;
  }
  return byPort === tls || byPort === http ? 0 : byPort;
}

/**
 * The application bit of a UDP datagram, by port, and by content for QUIC, DTLS and STUN (which are
 * `other`) on any port.
 */
export function recogniseUdp(
  frame: Frame,
  at: number,
  length: number,
  sourcePort: number,
  destinationPort: number,
): number {
  if (length <= 0) return 0;
  const byPort = udpPortBit(sourcePort, destinationPort);
  if (byPort !== 0) return byPort;
  const captured = Math.min(frame.end - at, length);
  const { bytes, view } = frame;
  return isQuicLongHeaderAt(bytes, view, at, captured) ||
    isDtlsRecordAt(bytes, view, at, captured) ||
    isStunAt(bytes, view, at, captured)
    ? other
    : 0;
}

/** A record header of TLS at `at`, which lies at least five bytes before the end. */
export function isTlsRecordAt(bytes: Uint8Array, view: DataView, at: number): boolean {
  const type = bytes[at]!;
  if (type < 20 || type > 23 || bytes[at + 1] !== 3 || bytes[at + 2]! > 4) return false;
  const length = view.getUint16(at + 3);
  return length > 0 && length <= LONGEST_TLS_RECORD;
}

/** RFC 8999 and RFC 9369: a long header with a version that was ever deployed. */
export function isQuicLongHeaderAt(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  captured: number,
): boolean {
  if (captured < 7 || (bytes[at]! & 0x80) === 0) return false;
  const version = view.getUint32(at + 1);
  return (
    version === 1 ||
    version === 0x6b3343cf ||
    version >>> 8 === 0xff0000 ||
    version >>> 8 === 0x513035 ||
    version >>> 8 === 0x543035 ||
    version >>> 4 === 0xfaceb00
  );
}

/** DTLS 1.0 and 1.2 records (RFC 6347). */
export function isDtlsRecordAt(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  captured: number,
): boolean {
  if (captured < 13) return false;
  const type = bytes[at]!;
  const version = view.getUint16(at + 1);
  return type >= 20 && type <= 25 && (version === 0xfefd || version === 0xfeff);
}

/** The magic cookie of RFC 8489. */
export function isStunAt(bytes: Uint8Array, view: DataView, at: number, captured: number): boolean {
  return captured >= 20 && bytes[at]! < 4 && view.getUint32(at + 4) === 0x2112a442;
}
