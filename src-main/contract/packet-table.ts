import type { ClearMessages } from './clear-messages';

/**
 * The one shape of traffic: a column per header field, one typed array each, `count` rows in time
 * order as read. There is no object per packet. Columns may be longer than `count` never: readers
 * trim them to exactly `count` rows.
 */
export interface PacketTable {
  readonly count: number;
  /** Seconds since the Unix epoch (float64: exact to 0.24 microseconds in this century). */
  readonly time: Float64Array;
  /** Frame length on the wire in bytes, as the capture recorded it (before any snaplen cut). */
  readonly length: Uint32Array;
  /** IP total length in bytes (IPv6: 40 + payload length); 0 for frames that are not IP. */
  readonly ipLength: Uint32Array;
  /** Index into `macs`; -1 when the link layer carries none. */
  readonly sourceMac: Int32Array;
  readonly destinationMac: Int32Array;
  /** Index into `addresses`; -1 for frames that are not IP. */
  readonly sourceAddress: Int32Array;
  readonly destinationAddress: Int32Array;
  /** 0 where there is no TCP or UDP header (fragments, other protocols, cut frames). */
  readonly sourcePort: Uint16Array;
  readonly destinationPort: Uint16Array;
  /** IPv4 TTL or IPv6 hop limit; 0 for frames that are not IP. */
  readonly ttl: Uint8Array;
  /** IP protocol number after IPv6 extension headers (6 TCP, 17 UDP); 0 for frames not IP. */
  readonly ipProtocol: Uint8Array;
  /** TCP flags, 12 bits as in the header (RFC 9293, with the reserved bits); 0 without TCP. */
  readonly tcpFlags: Uint16Array;
  /** TCP window as in the header, unscaled; 0 without TCP. */
  readonly window: Uint16Array;
  /** Index into `optionLists`; 0 is always the empty list. */
  readonly optionKinds: Uint16Array;
  /** Bytes after the TCP or UDP header, from the lengths in the headers (not the captured part). */
  readonly payloadLength: Uint32Array;
  /** The seven bits of `protocol-bits.ts`. */
  readonly protocols: Uint8Array;
  /** Distinct MAC addresses, lower case with colons, in order of first appearance. */
  readonly macs: readonly string[];
  /** Distinct IP addresses as text, in order of first appearance. */
  readonly addresses: readonly string[];
  /** Distinct lists of TCP option kinds, e.g. `2,4,8,1,3`; entry 0 is ``. */
  readonly optionLists: readonly string[];
  /** What few packets say in the clear. */
  readonly clear: ClearMessages;
  /** Distinct names that `clear` speaks of, in lower case, in order of first appearance. */
  readonly names: readonly string[];
}

/** The typed-array columns of a PacketTable, in the order they are documented. */
export const packetColumns = {
  time: Float64Array,
  length: Uint32Array,
  ipLength: Uint32Array,
  sourceMac: Int32Array,
  destinationMac: Int32Array,
  sourceAddress: Int32Array,
  destinationAddress: Int32Array,
  sourcePort: Uint16Array,
  destinationPort: Uint16Array,
  ttl: Uint8Array,
  ipProtocol: Uint8Array,
  tcpFlags: Uint16Array,
  window: Uint16Array,
  optionKinds: Uint16Array,
  payloadLength: Uint32Array,
  protocols: Uint8Array,
} as const;

export type PacketColumn = keyof typeof packetColumns;
