import { INBOUND, OUTBOUND } from '../contract/vantage';
import type { ControlPacket } from './tunnel';

/** Exchanges of one IKEv2 connection, in UDP payloads. */
export interface Ike {
  readonly handshake: readonly ControlPacket[];
  /** A new CHILD_SA, which ESP uses, and the end of the old one. */
  readonly childRekey: readonly ControlPacket[];
  /** The same for the IKE_SA itself. */
  readonly rekey: readonly ControlPacket[];
  /** An empty INFORMATIONAL exchange: is the other end there? */
  readonly liveness: readonly ControlPacket[];
}

const ROUND_TRIP = 0.03;
/** Four zeros that tell IKE from ESP on port 4500: RFC 3948, section 2.2. */
const NON_ESP_MARKER = 4;

/** Request and response, the request after `after` seconds. */
function exchange(after: number, request: number, response: number): ControlPacket[] {
  return [
    { after, direction: OUTBOUND, payload: request },
    { after: after + ROUND_TRIP, direction: INBOUND, payload: response },
  ];
}

/** @param isNatTraversal All after the first exchange on port 4500. */
export function ikeOver(isNatTraversal: boolean): Ike {
  const marked = isNatTraversal ? NON_ESP_MARKER : 0;
  const encrypted = (after: number, request: number, response: number): ControlPacket[] =>
    exchange(after, request + marked, response + marked);
  return {
    handshake: [...exchange(0, 240, 248), ...encrypted(0.035, 337, 209)],
    childRekey: [...encrypted(0, 205, 205), ...encrypted(0.035, 69, 69)],
    rekey: [...encrypted(0, 189, 189), ...encrypted(0.035, 65, 57)],
    liveness: encrypted(0, 57, 57),
  };
}
