import { sightingEvidence, type SightingEvidence } from '../../contract/tunnel-sighting';
import { CounterTrack } from './counter-track';
import type { Datagram } from './datagram';
import type { Judge, Verdict } from './judge';
import { LengthCounts } from './length-counts';

const NAT_T_PORT = 4500;
const NON_ESP_MARKER = 4;
/** SPI, sequence number, at least an IV or a block, and an ICV of 96 bits. */
const LEAST_ESP = 8 + 8 + 4 + 12;
const LEAST_IN_UDP = 3;
const LOOKED_AT = 16;
const KEEPALIVE = 0xff;

/** Whether an IKE header (RFC 7296, 3.1; RFC 2408, 3.1) begins at `offset`. */
export function isIke(datagram: Datagram, offset: number): boolean {
  const version = datagram.byte(offset + 17);
  const exchange = datagram.byte(offset + 18);
  if (version === 0x20) return exchange >= 34 && exchange <= 43;
  return (
    version === 0x10 && ((exchange >= 1 && exchange <= 6) || exchange === 32 || exchange === 33)
  );
}

/** ESP, as an IP protocol of its own or in UDP (RFC 3948) with the IKE that belongs to it. */
export class EspJudge implements Judge {
  private readonly lengths = new LengthCounts();
  private readonly spis = [-1, -1];
  private spiStays = 0;
  private data = 0;
  private foreign = 0;
  private ike = 0;
  private keepalives = 0;
  private initiator: 0 | 1 | null = null;
  private readonly counters = [new CounterTrack(), new CounterTrack()] as const;

  constructor(private readonly protocol: 'ipsec-esp' | 'ipsec-nat-t') {}

  static mayBegin(datagram: Datagram, sourcePort: number, destinationPort: number): boolean {
    return (sourcePort === NAT_T_PORT || destinationPort === NAT_T_PORT) && datagram.captured > 0;
  }

  get alive(): boolean {
    const all = this.data + this.ike + this.foreign;
    return all < LOOKED_AT || this.foreign <= 0.1 * all;
  }

  see(datagram: Datagram): void {
    if (this.protocol === 'ipsec-nat-t' && this.isControl(datagram)) return;
    const spi = datagram.word(0);
    if (spi < 0) return;
    // SPIs below 256 are reserved (RFC 4303, 2.1).
    if (datagram.length < LEAST_ESP || spi < 256) {
      this.foreign += 1;
      return;
    }
    this.data += 1;
    this.lengths.add(datagram.length);
    if (this.spis[datagram.direction] === spi) this.spiStays += 1;
    this.spis[datagram.direction] = spi;
    this.counters[datagram.direction].add(datagram.word(4));
  }

  private isControl(datagram: Datagram): boolean {
    if (datagram.length === 1 && datagram.byte(0) === KEEPALIVE) {
      this.keepalives += 1;
      this.initiator ??= datagram.direction;
      return true;
    }
    if (datagram.word(0) !== 0) return false;
    if (isIke(datagram, NON_ESP_MARKER)) this.ike += 1;
    else this.foreign += 1;
    return true;
  }

  verdict(): Verdict | null {
    const { data, foreign, ike, keepalives } = this;
    if (data === 0 || foreign > 0.1 * (data + ike + foreign)) return null;
    const counts = this.counters.some((counter) => counter.counts);
    const native = this.protocol === 'ipsec-esp';
    const stays = this.spiStays >= 0.5 * Math.max(1, data - 2);
    if (!native && ike === 0 && !(counts && stays && data >= LEAST_IN_UDP)) return null;
    const evidence: SightingEvidence[] = [sightingEvidence(native ? 'esp-protocol' : 'esp-spi')];
    if (ike > 0) evidence.push(sightingEvidence('esp-ike', { port: NAT_T_PORT }));
    if (keepalives > 0) evidence.push(sightingEvidence('esp-keepalive', { count: keepalives }));
    if (counts) evidence.push(sightingEvidence('counter'));
    return {
      protocol: this.protocol,
      confidence: native || ike > 0 || data >= 16 ? 'certain' : 'likely',
      clientDirection: this.initiator,
      handshakeSeen: ike > 0,
      lengths: this.lengths,
      counted: counts ? 'packet-id' : null,
      mtu: null,
      evidence,
    };
  }
}
