import type { SightingEvidence, TunnelProtocol } from '../../contract/tunnel-sighting';
import type { Datagram } from './datagram';
import type { LengthCounts } from './length-counts';

/** What a judge says of a flow. */
export interface Verdict {
  readonly protocol: TunnelProtocol;
  readonly confidence: 'certain' | 'likely';
  /** Direction in which the client sends; null where the packets do not show it. */
  readonly clientDirection: 0 | 1 | null;
  readonly handshakeSeen: boolean;
  /** Payload lengths of the data packets. */
  readonly lengths: LengthCounts;
  /** Whether data packets count in the clear: true means AEAD for OpenVPN; null where it is not known. */
  readonly counted: 'packet-id' | 'epoch' | 'none' | null;
  readonly mtu: number | null;
  readonly evidence: readonly SightingEvidence[];
}

/** Looks at all packets of one flow for the marks of one protocol. */
export interface Judge {
  /** False once nothing can come of it. */
  readonly alive: boolean;
  see(datagram: Datagram): void;
  /** Null: not this protocol, or too little was seen. */
  verdict(): Verdict | null;
}
