import { INBOUND, OUTBOUND } from '../contract/vantage';
import type { Tunnel } from './tunnel';

const MTU = 1420;

/**
 * WireGuard with its default MTU of 1420: payloads are padded to 16 bytes but never beyond the MTU,
 * and carry a 16-byte header and a 16-byte tag. Times are those of its paper and of Linux: rekey
 * after 120 s with the next packet sent out, none but a handshake after 180 s, a passive keepalive after 10 s.
 */
export const wireguard: Tunnel = {
  name: 'wireguard',
  carrier: 'udp',
  innerMtu: MTU,
  mss: MTU - 40,
  outerPayload: (length) => 32 + Math.min(MTU, 16 * Math.ceil(length / 16)),
  handshake: [
    { after: 0, direction: OUTBOUND, payload: 148 },
    { after: 0.03, direction: INBOUND, payload: 92 },
  ],
  keepalive: { idleSeconds: 10, payload: 32, repeats: false },
  rekeySeconds: 120,
  rejectSeconds: 180,
};
