import { INBOUND, OUTBOUND } from '../contract/vantage';
import type { ControlPacket, Tunnel } from './tunnel';

/**
 * OpenVPN 2.6 over UDP, P_DATA_V2 packets (opcode and peer id: 4 bytes), tun-mtu 1500, `mssfix`
 * 1492, `keepalive 10 60` as its server suggests, `reneg-sec 3600`. Lengths were checked against OpenVPN 2.6.14.
 */
const TUN_MTU = 1500;
const OPCODE_AND_PEER = 4;
const PING = 16;

/**
 * TLS handshake with elliptic-curve certificates and no tls-auth: outer UDP payloads, 30 ms RTT. The
 * hourly renegotiation is taken to look the same; its lengths were not measured.
 */
const handshake: readonly ControlPacket[] = [
  { after: 0.0, direction: OUTBOUND, payload: 14 },
  { after: 0.03, direction: INBOUND, payload: 26 },
  { after: 0.031, direction: OUTBOUND, payload: 303 },
  { after: 0.062, direction: INBOUND, payload: 838 },
  { after: 0.065, direction: OUTBOUND, payload: 941 },
  { after: 0.096, direction: INBOUND, payload: 192 },
  { after: 0.127, direction: INBOUND, payload: 314 },
  { after: 0.128, direction: OUTBOUND, payload: 30 },
  { after: 0.129, direction: OUTBOUND, payload: 34 },
];

function openvpnUdp(
  name: Tunnel['name'],
  mss: number,
  outerPayload: (length: number) => number,
): Tunnel {
  return {
    name,
    carrier: 'udp',
    innerMtu: TUN_MTU,
    mss,
    outerPayload,
    handshake,
    keepalive: { idleSeconds: 10, payload: outerPayload(PING), repeats: true },
    rekeySeconds: 3600,
    rejectSeconds: null,
  };
}

/** AES-256-GCM: packet id 4, tag 16. A byte more inside is a byte more outside. */
export const openvpnAes256Gcm = openvpnUdp(
  'openvpn-udp-aes-256-gcm',
  1400,
  (length) => length + OPCODE_AND_PEER + 4 + 16,
);

/** AES-128-CBC with SHA-1: HMAC 20, IV 16, packet id 4 inside the encrypted part, PKCS#7 padding. */
export const openvpnAes128CbcSha1 = openvpnUdp(
  'openvpn-udp-aes-128-cbc-sha1',
  1379,
  (length) => OPCODE_AND_PEER + 20 + 16 + 16 * (Math.floor((4 + length) / 16) + 1),
);
