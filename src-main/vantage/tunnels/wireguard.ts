import { INBOUND, KEEPALIVE, OUTBOUND } from '../../contract/vantage';
import type { ControlPacket, Tunnel } from './tunnel';

/** Of the device by default: 1500 less the headers over IPv6. */
const MTU = 1420;
const HEADER = 16;
const TAG = 16;

/**
 * Bytes of UDP payload for an inner packet: padded to 16 bytes but never beyond the MTU. Source:
 * WireGuard's paper, section 5.4.6, and Linux, `calculate_skb_padding`.
 */
export function wireguardPayload(length: number, mtu = MTU): number {
  return HEADER + TAG + Math.min(mtu, 16 * Math.ceil(length / 16));
}

/** Initiation and response. */
const handshake: readonly ControlPacket[] = [
  { after: 0, direction: OUTBOUND, payload: 148 },
  { after: 0.03, direction: INBOUND, payload: 92 },
];

/** What confirms the new key when nothing waits to be sent. */
const keepalive: ControlPacket = {
  after: 0.0301,
  direction: OUTBOUND,
  payload: wireguardPayload(0),
  kind: KEEPALIVE,
};

/**
 * WireGuard with its default MTU. Times are those of its paper, section 6, and of Linux: rekey
 * after 120 s with the next packet sent out, none but a handshake after 180 s, a passive keepalive after
 * 10 s. There is no persistent keepalive by default. The MSS is no clamp of WireGuard's: hosts and
 * gateways follow the MTU of the device.
 */
export const wireguard: Tunnel = {
  name: 'wireguard',
  carrier: 'udp',
  port: 51_820,
  innerMtu: MTU,
  mss: MTU - 40,
  outerPayload: (length) => wireguardPayload(length),
  handshake,
  rekeys: [
    {
      seconds: 120,
      jitter: 0,
      bytes: null,
      on: 'sending',
      packets: [...handshake, keepalive],
    },
  ],
  rejectSeconds: 180,
  keepalives: [
    {
      seconds: 10,
      after: 'unanswered',
      ends: 'both',
      packets: [{ ...keepalive, after: 0 }],
    },
  ],
};
