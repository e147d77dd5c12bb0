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
}

/**
 * A view beside the way back to the truth. `origin[i]` is the row of the PacketTable whose bytes the
 * view's packet `i` carries, or -1 for the tunnel's own control packets. Evaluation uses it; feature
 * code is handed `view` alone.
 */
export interface ViewWithOrigin {
  readonly view: View;
  readonly origin: Int32Array;
}
