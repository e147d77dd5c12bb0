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

/** Renegotiation, begun by the server: a soft reset, then the client's TLS as before. */
const renegotiation: readonly Row[] = [
  [0.0, INBOUND, 14],
  [0.001, OUTBOUND, 26],
  [0.002, OUTBOUND, 303],
  [0.033, INBOUND, 838],
  [0.036, OUTBOUND, 941],
  [0.067, INBOUND, 192],
  [0.068, OUTBOUND, 30],
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
