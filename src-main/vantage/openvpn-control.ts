import { INBOUND, OUTBOUND } from '../contract/vantage';
import type { ControlPacket } from './tunnel';

type Row = readonly [after: number, direction: typeof INBOUND | typeof OUTBOUND, payload: number];

/**
 * TLS handshake with elliptic-curve certificates, without tls-auth and tls-crypt (which add their HMAC and
 * packet id to each): UDP payloads as OpenVPN 2.6.14 sent them, the round trip taken to be 30 ms.
 */
const handshake: readonly Row[] = [
  [0.0, OUTBOUND, 14],
  [0.03, INBOUND, 26],
  [0.031, OUTBOUND, 303],
  [0.062, INBOUND, 838],
  [0.065, OUTBOUND, 941],
  [0.096, INBOUND, 192],
  [0.127, INBOUND, 314],
  [0.128, OUTBOUND, 30],
  [0.129, OUTBOUND, 34],
];

/**
 * Renegotiation, begun by the server: soft resets, then TLS as before. Version 2.6 wraps it by a key that both
 * ends have from the first handshake, which makes each packet 40 to 44 bytes longer. As OpenVPN 2.6.14 sent
 * it; the two with certificates are those of the handshake above, so much longer.
 */
const renegotiation: readonly Row[] = [
  [0.0, INBOUND, 54],
  [0.0003, OUTBOUND, 66],
  [0.0305, INBOUND, 62],
  [0.0308, OUTBOUND, 343],
  [0.0614, INBOUND, 882],
  [0.0625, OUTBOUND, 981],
  [0.0934, INBOUND, 232],
  [0.0935, OUTBOUND, 70],
  [0.094, INBOUND, 278],
  [0.0942, OUTBOUND, 74],
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
