import { sightingEvidence, type SightingEvidence } from '../../contract/tunnel-sighting';
import { CounterTrack } from './counter-track';
import type { Datagram } from './datagram';
import type { Verdict } from './judge';
import { LengthCounts } from './length-counts';

/** Opcodes of OpenVPN (ssl_pkt.h): the upper five bits of the first byte. */
export const opcodes = {
  softReset: 3,
  control: 4,
  ack: 5,
  dataV1: 6,
  hardResetClientV2: 7,
  hardResetServerV2: 8,
  dataV2: 9,
  hardResetClientV3: 10,
  controlWkc: 11,
} as const;
const names: Record<number, string> = {
  3: 'soft reset',
  4: 'control',
  5: 'acknowledgement',
  6: 'data',
  7: 'client reset',
  8: 'server reset',
  9: 'data with peer id',
  10: 'client reset (tls-crypt-v2)',
  11: 'control with client key',
};

/** Fewer data packets without a handshake show nothing. */
const LEAST_DATA = 8;
/** Without a counter in the clear it takes more. */
const LEAST_UNCOUNTED = 16;
const PING = 40;
/** Data packets of before OpenVPN 2.4 lack the three bytes of the peer id. */
export const WITHOUT_PEER = 3;

/** What one end sent. */
class Side {
  readonly counter = new CounterTrack();
  /** The lower half of the 8-byte packet id that OpenVPN 2.7 can use. */
  readonly longCounter = new CounterTrack();
  readonly oldCounter = new CounterTrack();
  data = 0;
  peer = -1;
  peerStays = 0;
  sessionHigh = -1;
  sessionLow = -1;
  sessionStays = 0;
  control = 0;
  /** Of these, control and acknowledgement, which follow the reset. */
  plain = 0;
  /** Opcode of the first hard reset; 0: none. */
  reset = 0;
}

/** Marks of OpenVPN in its packets, whatever carries them. */
export class OpenVpnMarks {
  packets = 0;
  foreign = 0;
  /** Of data packets, as if all had a peer id. */
  readonly lengths = new LengthCounts();
  private readonly byOpcode = new Map<number, number>();
  private readonly sides = [new Side(), new Side()] as const;

  /** Whether the first byte is that of an OpenVPN packet of such a length. */
  static fits(first: number, length: number): boolean {
    const opcode = first >> 3;
    if (opcode < opcodes.softReset || opcode > opcodes.controlWkc) return false;
    // Smallest: an acknowledgement (22 bytes), a hard reset (14), an encrypted ping (37).
    return length >= (opcode === opcodes.dataV1 || opcode === opcodes.dataV2 ? 24 : 14);
  }

  /** @param datagram Its payload, without the two bytes of length that TCP has. */
  see(datagram: Datagram): void {
    const first = datagram.byte(0);
    if (first < 0) return;
    this.packets += 1;
    if (!OpenVpnMarks.fits(first, datagram.length)) {
      this.foreign += 1;
      return;
    }
    const opcode = first >> 3;
    const side = this.sides[datagram.direction];
    this.byOpcode.set(opcode, (this.byOpcode.get(opcode) ?? 0) + 1);
    if (opcode === opcodes.dataV1 || opcode === opcodes.dataV2)
      this.seeData(datagram, side, opcode);
    else this.seeControl(datagram, side, opcode);
  }

  private seeData(datagram: Datagram, side: Side, opcode: number): void {
    this.lengths.add(datagram.length + (opcode === opcodes.dataV1 ? WITHOUT_PEER : 0));
    side.data += 1;
    if (opcode === opcodes.dataV1) {
      side.oldCounter.add(datagram.word(1));
      return;
    }
    const peer = datagram.word(0) & 0xffffff;
    if (peer === side.peer) side.peerStays += 1;
    side.peer = peer;
    side.counter.add(datagram.word(4));
    side.longCounter.add(datagram.word(8));
  }

  private seeControl(datagram: Datagram, side: Side, opcode: number): void {
    const high = datagram.word(1);
    const low = datagram.word(5);
    if (high === side.sessionHigh && low === side.sessionLow && high >= 0) side.sessionStays += 1;
    side.sessionHigh = high;
    side.sessionLow = low;
    side.control += 1;
    if (opcode === opcodes.control || opcode === opcodes.ack) side.plain += 1;
    const isReset = isClientReset(opcode) || opcode === opcodes.hardResetServerV2;
    if (isReset && side.reset === 0) side.reset = opcode;
  }

  /** The direction of the end that sent a client's reset, or got a server's. */
  get clientDirection(): 0 | 1 | null {
    const [first, second] = this.sides;
    const isServer = ({ reset }: Side): boolean => reset === opcodes.hardResetServerV2;
    if (isClientReset(first.reset) || isServer(second)) return 0;
    if (isClientReset(second.reset) || isServer(first)) return 1;
    return null;
  }

  private get dataPackets(): number {
    return this.sides[0].data + this.sides[1].data;
  }

  /** Whether each end begins with its reset and keeps its session id. */
  private get handshakeSeen(): boolean {
    const [first, second] = this.sides;
    const [client, server] = this.clientDirection === 0 ? [first, second] : [second, first];
    return (
      isClientReset(client.reset) &&
      server.reset === opcodes.hardResetServerV2 &&
      this.sides.every(({ control, sessionStays }) => sessionStays >= 0.8 * (control - 1)) &&
      client.plain > 0 &&
      server.plain > 0 &&
      (client.sessionHigh !== server.sessionHigh || client.sessionLow !== server.sessionLow)
    );
  }

  private counted(): Verdict['counted'] {
    const known = this.sides.filter(
      ({ counter, oldCounter }) => counter.seen + oldCounter.seen >= 4,
    );
    if (known.length === 0) return null;
    if (known.some(({ counter, oldCounter }) => counter.counts || oldCounter.counts)) {
      return known.some((side) => isEpoch(side)) ? 'epoch' : 'packet-id';
    }
    return known.some((side) => isEpoch(side)) ? 'epoch' : 'none';
  }

  verdict(
    protocol: 'openvpn-udp' | 'openvpn-tcp',
    more: readonly SightingEvidence[],
  ): Verdict | null {
    const { packets, foreign, dataPackets, handshakeSeen, clientDirection } = this;
    if (packets === 0 || foreign > 0.05 * packets) return null;
    const counted = this.counted();
    const old = (this.byOpcode.get(opcodes.dataV1) ?? 0) * 2 > dataPackets;
    const peers = this.sides.filter(({ data }) => data >= 4);
    const peersStay =
      peers.length > 0 && peers.every(({ data, peerStays }) => peerStays >= 0.95 * (data - 1));
    if (!handshakeSeen) {
      const counts = counted === 'packet-id' || counted === 'epoch';
      if (dataPackets < (counts ? LEAST_DATA : LEAST_UNCOUNTED)) return null;
      // Without a peer id one byte is all there is; only a counter makes it more.
      if (old ? !counts : !peersStay) return null;
      if (!counts && !this.looksEncrypted()) return null;
    }
    const pings = counted === 'packet-id' ? (this.lengths.counts.get(PING) ?? 0) : 0;
    const evidence: SightingEvidence[] = [
      sightingEvidence('openvpn-opcodes', {
        share: Math.floor((100 * (packets - foreign)) / packets),
        opcodes: this.opcodeWords(),
      }),
      ...more,
    ];
    if (handshakeSeen) evidence.push(sightingEvidence('openvpn-reset'));
    if (!old && peersStay) {
      const ids = peers.map(({ peer }) => peer).join(', ');
      evidence.push(sightingEvidence('openvpn-peer-id', { peers: ids }));
    }
    if (counted === 'none') evidence.push(sightingEvidence('openvpn-no-counter'));
    else if (counted !== null) evidence.push(sightingEvidence('openvpn-counter'));
    if (old) evidence.push(sightingEvidence('openvpn-no-peer-id'));
    if (pings > 0) {
      evidence.push(sightingEvidence('openvpn-ping', { payload: PING, count: pings }));
    }
    return {
      protocol,
      confidence: handshakeSeen || counted !== 'none' ? 'certain' : 'likely',
      clientDirection,
      handshakeSeen,
      lengths: this.lengths,
      counted,
      mtu: null,
      evidence,
    };
  }

  /** Whether what follows the peer id never repeats, as an HMAC does not, and lengths keep to blocks. */
  private looksEncrypted(): boolean {
    const repeats = this.sides.reduce((sum, { counter }) => sum + counter.repeats, 0);
    return repeats === 0 && this.lengths.share((length) => length % 4 === 0) === 1;
  }

  private opcodeWords(): string {
    return [...this.byOpcode]
      .sort(([a], [b]) => a - b)
      .map(([opcode, count]) => `${names[opcode] ?? opcode} ${count}`)
      .join(', ');
  }
}

function isClientReset(opcode: number): boolean {
  return opcode === opcodes.hardResetClientV2 || opcode === opcodes.hardResetClientV3;
}

/** The upper half stays, or moves in steps of an epoch, while the lower one counts. */
function isEpoch({ counter, longCounter }: Side): boolean {
  return longCounter.counts && !counter.counts;
}
