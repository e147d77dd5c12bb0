import { INBOUND, OUTBOUND } from '../../contract/vantage';
import type { ControlPacket } from './tunnel';

type Row = readonly [after: number, direction: typeof INBOUND | typeof OUTBOUND, payload: number];

/**
 * TLS handshake with P-256 certificates that an authority of one's own signed, without tls-auth and tls-crypt
 * (which add their HMAC and packet id to each): UDP payloads as OpenVPN 2.6.14 sent them, the round trip
 * taken to be 30 ms. Certificates and signatures differ by a few bytes each time, and other ones by hundreds;
 * the last of the server is what it pushes.
 */
const handshake: readonly Row[] = [
  [0.0, OUTBOUND, 14],
  [0.03, INBOUND, 26],
  [0.031, OUTBOUND, 303],
  [0.062, INBOUND, 1195],
  [0.064, OUTBOUND, 1222],
  [0.0641, OUTBOUND, 133],
  [0.095, INBOUND, 188],
  [0.0951, INBOUND, 234],
  [0.0952, OUTBOUND, 30],
  [0.0953, OUTBOUND, 34],
  [0.0955, INBOUND, 249],
  [0.0956, OUTBOUND, 34],
];

/**
 * Renegotiation, begun by the server: soft resets, then TLS as before. Version 2.6 wraps it by a key that both
 * ends have from the first handshake, which makes each packet 40 to 44 bytes longer. As OpenVPN 2.6.14 sent it.
 */
const renegotiation: readonly Row[] = [
  [0.0, INBOUND, 54],
  [0.0003, OUTBOUND, 66],
  [0.0305, INBOUND, 62],
  [0.0308, OUTBOUND, 343],
  [0.0614, INBOUND, 1239],
  [0.0625, OUTBOUND, 1262],
  [0.0626, OUTBOUND, 172],
  [0.0934, INBOUND, 232],
  [0.0935, INBOUND, 278],
  [0.0936, OUTBOUND, 70],
  [0.0937, OUTBOUND, 74],
];

function over(carrier: 'udp' | 'tcp', rows: readonly Row[]): readonly ControlPacket[] {
  // In a stream each has two bytes of length before it.
  const more = carrier === 'tcp' ? 2 : 0;
  return rows.map(([after, direction, payload]) => ({ after, direction, payload: payload + more }));
}

export function handshakeOver(carrier: 'udp' | 'tcp'): readonly ControlPacket[] {
  return over(carrier, handshake);
}

export function renegotiationOver(carrier: 'udp' | 'tcp'): readonly ControlPacket[] {
  return over(carrier, renegotiation);
}
