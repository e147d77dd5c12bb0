import { z } from 'zod';

/** Where the eavesdropper can stand. `lan` is the truth and no adversary's. */
export const vantageNames = [
  'lan',
  'napt',
  'openvpn-udp-aes-256-gcm',
  'openvpn-udp-chacha20-poly1305',
  'openvpn-udp-aes-128-cbc-sha1',
  'openvpn-udp-aes-256-cbc-sha256',
  'openvpn-udp-bf-cbc-sha1',
  'openvpn-udp-des-ede3-cbc-sha1',
  'openvpn-tcp-aes-256-gcm',
  'wireguard',
  'ipsec-esp-aes-256-gcm',
] as const;
export const vantageNameSchema = z.enum(vantageNames);
export type VantageName = z.infer<typeof vantageNameSchema>;

export const INBOUND = 0;
export const OUTBOUND = 1;

/**
 * What crosses the gateway, as the eavesdropper sees it, in time order. By construction it has no
 * MAC, no inner address and no device: what the adversary may not see, features cannot reach.
 */
export interface View {
  readonly vantage: VantageName;
  readonly count: number;
  /** Seconds since the epoch at which the outer packet passes. */
  readonly time: Float64Array;
  /** Outer Ethernet frame length in bytes: 14 + outer IP total length (never the padded 60). */
  readonly length: Uint32Array;
  /** INBOUND (to the home) or OUTBOUND. */
  readonly direction: Uint8Array;
  /** Remote side's port; null in a tunnel, where one five-tuple carries everything. */
  readonly serverPort: Uint16Array | null;
  /** The seven protocol bits; null in a tunnel. */
  readonly protocols: Uint8Array | null;
  /** What else stands in the headers; only where it was asked for (`withHeaders`), and behind NAPT. */
  readonly headers?: PacketHeaders;
}

/** Header fields that a tunnel hides and NAPT leaves as they are, of each packet of a view. */
export interface PacketHeaders {
  /** As outside the gateway, which takes one off each packet; 0 where there is none. */
  readonly ttl: Uint8Array;
  /** 12 bits; 0 without TCP, as the next two. */
  readonly tcpFlags: Uint16Array;
  /** Unscaled. */
  readonly window: Uint16Array;
  /** Index into `optionLists`. */
  readonly optionKinds: Uint16Array;
  /** Lists of TCP option kinds, e.g. `2,4,8,1,3`; 0 is the empty one. */
  readonly optionLists: readonly string[];
  /** Bytes after the TCP or UDP header. */
  readonly payloadLength: Uint32Array;
}

/**
 * What an outer packet is for. An eavesdropper can often tell (opcodes and message types are in the clear),
 * and lengths that stand alone tell the rest; it is kept beside the view, for explaining it and for scoring.
 */
export const outerKinds = ['data', 'handshake', 'keepalive', 'acknowledgement', 'other'] as const;
export type OuterKind = (typeof outerKinds)[number];

/** Carries a packet of the home, or a part of one: the only kind there is behind NAPT. */
export const DATA = 0;
/** Brings the tunnel up or renews its keys. */
export const HANDSHAKE = 1;
/** Keeps the tunnel, or a mapping on the way, alive. */
export const KEEPALIVE = 2;
/** An acknowledgement without data of the TCP connection that carries the tunnel. */
export const ACKNOWLEDGEMENT = 3;
/** The tunnel's own without being one of these, e.g. the SYN and FIN of its TCP connection. */
export const OTHER = 4;

/**
 * A view beside the way back to the truth. Evaluation uses it; feature code is handed a `View` alone.
 */
export interface ViewWithOrigin {
  readonly view: View;
  /**
   * The row of the PacketTable whose bytes the view's packet `i` carries (of several, the first that ends
   * in it), or -1: the tunnel's own packets, and data whose origin is not known (two-sided captures).
   */
  readonly origin: Int32Array;
  /** Of each packet, an index into `outerKinds`. */
  readonly kind: Uint8Array;
  /**
   * What an eavesdropper reads from a tunnel over TCP: its records, whose lengths stand in the clear. One
   * packet for each record, with the time at which its last byte passes and the length it would have as a
   * frame of its own. Adversaries learn from these where they are; null in all other tunnels.
   */
  readonly records: ViewWithOrigin | null;
}

/** What an adversary works on: the records of a tunnel over TCP, else the packets themselves. */
export function perceived(seen: ViewWithOrigin): ViewWithOrigin {
  return seen.records ?? seen;
}
