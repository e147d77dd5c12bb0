import { INBOUND, OUTBOUND } from '../../contract/vantage';
import type { ControlPacket } from './tunnel';

const ROUND_TRIP = 0.03;
/** Four zeros that tell IKE from ESP on port 4500: RFC 3948, section 2.2. */
const NON_ESP_MARKER = 4;

/** Request and response, the request after `after` seconds, both with the marker. */
function exchange(after: number, request: number, response: number): ControlPacket[] {
  return [
    { after, direction: OUTBOUND, payload: request + NON_ESP_MARKER },
    { after: after + ROUND_TRIP, direction: INBOUND, payload: response + NON_ESP_MARKER },
  ];
}

/**
 * The exchanges of IKEv2 (RFC 7296) in UDP payloads, as strongSwan 5.9.8 sent them: AES-256-GCM, SHA-384 and
 * X25519, pre-shared key, an address for the client; certificates make IKE_AUTH longer. All but IKE_SA_INIT go over
 * port 4500, whether there is a NAT or not, since both ends know MOBIKE (RFC 4555, section 3.3).
 */
export const ike = {
  /** IKE_SA_INIT, which has no marker on port 500, and IKE_AUTH. */
  handshake: [
    { after: 0, direction: OUTBOUND, payload: 232 },
    { after: ROUND_TRIP, direction: INBOUND, payload: 265 },
    ...exchange(0.032, 308, 243),
  ],
  /** A new CHILD_SA, which is ESP's, then the end of the old one. */
  childRekey: [...exchange(0, 237, 225), ...exchange(0.031, 69, 69)],
  /** The same for the IKE_SA itself. */
  rekey: [...exchange(0, 181, 181), ...exchange(0.031, 65, 57)],
  /** An empty INFORMATIONAL exchange: is the other end there? */
  liveness: exchange(0, 57, 57),
} as const satisfies Record<string, readonly ControlPacket[]>;
