import { sightingEvidence, type SightingEvidence } from '../../contract/tunnel-sighting';
import { CounterTrack } from './counter-track';
import type { Datagram } from './datagram';
import type { Judge, Verdict } from './judge';
import { LengthCounts } from './length-counts';

/** Message types of WireGuard (its paper, section 5.4), and the lengths of the first three. */
export const wireguardTypes = { initiation: 1, response: 2, cookie: 3, data: 4 } as const;
const lengthOf = [0, 148, 92, 64];
const HEADER_AND_TAG = 32;
const LEAST_DATA = 4;
const LOOKED_AT = 32;

/** The type of a WireGuard message, or 0. Handshakes of programs that pad them are longer. */
export function wireguardType(datagram: Datagram): number {
  const type = datagram.littleWord(0);
  if (type < wireguardTypes.initiation || type > wireguardTypes.data) return 0;
  const least = type === wireguardTypes.data ? HEADER_AND_TAG : (lengthOf[type] as number);
  if (datagram.length < least) return 0;
  // Packets of 2^32 and more under one key are none that anybody sends in two minutes.
  return type === wireguardTypes.data && datagram.littleWord(12) !== 0 ? 0 : type;
}

export class WireGuardJudge implements Judge {
  private packets = 0;
  private foreign = 0;
  private readonly byType = [0, 0, 0, 0, 0];
  private exact = 0;
  private firstInitiation: 0 | 1 | null = null;
  private readonly lengths = new LengthCounts();
  private readonly receivers = [-1, -1];
  private receiverStays = 0;
  private readonly counters = [new CounterTrack(), new CounterTrack()] as const;

  static mayBegin(datagram: Datagram): boolean {
    return wireguardType(datagram) !== 0;
  }

  get alive(): boolean {
    // Other things may share its port, e.g. STUN where peers look for each other.
    return this.packets < LOOKED_AT || this.foreign <= 0.8 * this.packets;
  }

  see(datagram: Datagram): void {
    if (datagram.captured < 4) return;
    this.packets += 1;
    const type = wireguardType(datagram);
    if (type === 0) {
      this.foreign += 1;
      return;
    }
    this.byType[type]! += 1;
    if (type !== wireguardTypes.data) {
      if (datagram.length === lengthOf[type]) this.exact += 1;
      if (type === wireguardTypes.initiation) this.firstInitiation ??= datagram.direction;
      return;
    }
    this.lengths.add(datagram.length);
    const receiver = datagram.littleWord(4);
    if (this.receivers[datagram.direction] === receiver) this.receiverStays += 1;
    this.receivers[datagram.direction] = receiver;
    this.counters[datagram.direction].add(datagram.littleWord(8));
  }

  verdict(): Verdict | null {
    const [, initiations = 0, responses = 0, cookies = 0, data = 0] = this.byType;
    const handshakeSeen = initiations > 0 && responses > 0;
    const counts = this.counters.some((counter) => counter.counts);
    const stays = this.receiverStays >= 0.5 * Math.max(1, data - 2);
    const byData = data >= LEAST_DATA && stays && counts;
    if (!byData && !(handshakeSeen && this.exact + data >= 2)) return null;
    const mtu = this.clamp();
    const padded = this.lengths.share((length) => length % 16 === 0);
    const types = [
      `initiation ${initiations}`,
      `response ${responses}`,
      ...(cookies > 0 ? [`cookie ${cookies}`] : []),
      `data ${data}`,
    ].join(', ');
    const evidence: SightingEvidence[] = [sightingEvidence('wireguard-types', { types })];
    if (this.exact > 0) evidence.push(sightingEvidence('wireguard-handshake'));
    if (padded >= 0.5) {
      evidence.push(sightingEvidence('wireguard-padding', { share: Math.floor(100 * padded) }));
    }
    if (mtu !== null) {
      evidence.push(sightingEvidence('wireguard-clamp', { payload: HEADER_AND_TAG + mtu, mtu }));
    }
    if (counts) evidence.push(sightingEvidence('counter'));
    return {
      protocol: 'wireguard',
      confidence: handshakeSeen || data >= 2 * LEAST_DATA ? 'certain' : 'likely',
      clientDirection: this.firstInitiation,
      handshakeSeen,
      lengths: this.lengths,
      counted: counts ? 'packet-id' : null,
      mtu,
      evidence,
    };
  }

  /** The device's MTU where the largest packets end at it instead of at a multiple of 16. */
  private clamp(): number | null {
    const { lengths } = this;
    if (lengths.total === 0 || lengths.most % 16 === 0) return null;
    const others = lengths.share((length) => length % 16 !== 0 && length !== lengths.most);
    return others <= 0.01 ? lengths.most - HEADER_AND_TAG : null;
  }
}
