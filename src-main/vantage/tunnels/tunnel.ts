import type { INBOUND, OUTBOUND, VantageName } from '../../contract/vantage';

/** A packet that the tunnel itself sends. */
export interface ControlPacket {
  /** Seconds after the moment that calls for it. */
  readonly after: number;
  /** In a handshake that the other end begins, all go the other way. */
  readonly direction: typeof INBOUND | typeof OUTBOUND;
  /**
   * Bytes of outer UDP payload; in a TCP tunnel bytes of the stream, with the two of the record's length.
   * What an ESP tunnel itself sends is IKE, in UDP (RFC 7296).
   */
  readonly payload: number;
  /** What it is for, as in `ViewWithOrigin.kind`; HANDSHAKE where an exchange of keys has none said. */
  readonly kind?: number;
}

/** When keys are renewed, and by which packets. */
export interface Rekey {
  /** Age of the key in seconds. */
  readonly seconds: number;
  /** As many at most are taken off at random, each time anew, lest both ends do it at once. */
  readonly jitter: number;
  /** Bytes that one key protects at most, both ways together; null: any number. */
  readonly bytes: number | null;
  /** `timer`: when it is time. `sending`: with the first packet after that which the home sends. */
  readonly on: 'timer' | 'sending';
  readonly packets: readonly ControlPacket[];
}

/** What an end sends because of silence. */
export interface Keepalive {
  readonly seconds: number;
  /**
   * `nothing-sent`: for so long this end sent nothing; repeated. `nothing-received`: it received nothing;
   * repeated. `unanswered`: it received data so long ago and sent nothing since; once.
   */
  readonly after: 'nothing-sent' | 'nothing-received' | 'unanswered';
  readonly ends: 'both' | 'home';
  /** As if the home were the end that sends. */
  readonly packets: readonly ControlPacket[];
}

/** How one tunnel turns inner IP packets into outer ones, in outer IPv4 over Ethernet. */
export interface Tunnel {
  readonly name: VantageName;
  /** What carries it: UDP datagrams, one TCP connection, or IP protocol 50 (ESP). */
  readonly carrier: 'udp' | 'tcp' | 'esp';
  /** The server's port; of ESP, which has none, that of IKE. */
  readonly port: number;
  /** Largest inner IP packet the tunnel takes whole; longer ones are fragmented before encryption. */
  readonly innerMtu: number;
  /** Largest TCP segment inside, over IPv4: no inner TCP packet exceeds it + 40, over IPv6 either. */
  readonly mss: number;
  /**
   * Bytes behind the outer IP and UDP headers (behind the outer IP header for ESP; in the TCP stream, with the
   * two bytes of length before them) for an inner IP packet of `length` bytes.
   */
  outerPayload(length: number): number;
  /** When the tunnel comes up, in order. */
  readonly handshake: readonly ControlPacket[];
  readonly rekeys: readonly Rekey[];
  /** A key of this age carries nothing any more: data waits for a handshake; null: never. */
  readonly rejectSeconds: number | null;
  readonly keepalives: readonly Keepalive[];
}
