import type { Home } from '../../contract/home';
import { DATA, HANDSHAKE, OUTBOUND, type ViewWithOrigin } from '../../contract/vantage';
import { addressBytes, inventedAddresses } from './address-bytes';
import { innerLengthsOfRow } from '../tunnels/inner-packets';
import { dataFrames } from '../tunnels/outer-frames';
import { ETHERNET_BYTES, IPV4_BYTES, OuterFrame, UDP_BYTES } from './outer-headers';
import type { Tunnel } from '../tunnels/tunnel';
import type { ViewFrames } from './view-frames';

const UDP = 17;
const ESP = 50;
export const TUNNEL_TTL = 64;
/** The client's end of a tunnel; made up, as the addresses are. */
export const TUNNEL_CLIENT_PORT = 50_000;
const AT = ETHERNET_BYTES + IPV4_BYTES;
/** IKE before it knows of a NAT or of MOBIKE; later it has the tunnel's port. RFC 7296, section 2. */
const IKE_PORT = 500;
/** RFC 3948, section 2.2: tells IKE from ESP on its second port. */
const NON_ESP_MARKER = 4;
const ESP_HEADER = 8;
/** Made up: what the receiver of each direction would have chosen. */
const SPI = [0xc0de_0001, 0xc0de_0002] as const;

/** The two ends of a tunnel, made up, by the direction in which they send. */
export function tunnelEnds(home: Home): readonly [Uint8Array, Uint8Array] {
  const { ipv4 } = inventedAddresses(home.packets.addresses);
  return [addressBytes(ipv4[1] as string), addressBytes(ipv4[0] as string)];
}

/** One outer packet of those that carry a packet of the home. */
interface Part {
  /** Bytes behind the outer IP header of the whole, of which this may be a fragment. */
  readonly whole: number;
  /** Where it begins in the whole. */
  readonly offset: number;
  readonly isLast: boolean;
}

/**
 * In a tunnel over UDP or ESP: one pair of addresses for everything. Outer packets that do not fit a frame
 * are fragments, as the tunnel's model made them.
 */
export class TunnelFrames implements ViewFrames {
  private readonly out = new OuterFrame();
  private readonly ends: readonly [Uint8Array, Uint8Array];
  /** By direction: what carries the packet of the home that passes, and how much of it has passed. */
  private readonly passing = [newPassing(), newPassing()] as const;
  private readonly sequence = [0, 0];
  private identification = 0;

  constructor(
    private readonly home: Home,
    private readonly seen: ViewWithOrigin,
    private readonly tunnel: Tunnel,
  ) {
    this.ends = tunnelEnds(home);
  }

  frame(index: number): Uint8Array {
    const { view, kind } = this.seen;
    const { out, ends } = this;
    const direction = view.direction[index] as number;
    const way = direction === OUTBOUND ? 1 : 0;
    const ipLength = (view.length[index] as number) - ETHERNET_BYTES;
    const isEsp = this.tunnel.carrier === 'esp' && kind[index] === DATA;
    out.ethernet(way === 1, false);
    out.ipv4(
      ipLength,
      TUNNEL_TTL,
      isEsp ? ESP : UDP,
      ends[way] as Uint8Array,
      ends[1 - way] as Uint8Array,
    );
    const part =
      kind[index] === DATA
        ? this.nextPart(index, way)
        : { whole: ipLength - IPV4_BYTES, offset: 0, isLast: true };
    if (part.offset === 0 && !part.isLast) this.nextIdentification(way);
    if (part.offset > 0 || !part.isLast) {
      out.fragment(this.passing[way].identification, part.offset, part.isLast);
    }
    out.checksum();
    const known = part.offset > 0 ? 0 : this.transport(index, way, isEsp, part.whole);
    return out.bytes.subarray(0, AT + known);
  }

  /** @returns How many bytes behind the IP header are known. */
  private transport(index: number, way: 0 | 1, isEsp: boolean, whole: number): number {
    const { out, tunnel } = this;
    if (isEsp) {
      this.sequence[way]!++;
      out.esp(AT, SPI[way], this.sequence[way] as number);
      return ESP_HEADER;
    }
    const isIke = tunnel.carrier === 'esp';
    const isInit = isIke && this.isFirstExchange(index, whole - UDP_BYTES);
    const server = isInit ? IKE_PORT : tunnel.port;
    const client = isIke ? server : TUNNEL_CLIENT_PORT;
    out.ports(AT, way === 1 ? client : server, way === 1 ? server : client);
    out.udpLength(AT, whole);
    return UDP_BYTES + (isIke && !isInit ? NON_ESP_MARKER : 0);
  }

  private isFirstExchange(index: number, payload: number): boolean {
    const first = this.tunnel.handshake.slice(0, 2);
    return (
      this.seen.kind[index] === HANDSHAKE && first.some((packet) => packet.payload === payload)
    );
  }

  private nextPart(index: number, way: 0 | 1): Part {
    const passing = this.passing[way];
    const row = this.seen.origin[index] as number;
    if (passing.row !== row || passing.next === passing.parts.length) {
      passing.row = row;
      passing.parts = this.partsOf(row);
      passing.next = 0;
    }
    return passing.parts[passing.next++] as Part;
  }

  private partsOf(row: number): Part[] {
    return innerLengthsOfRow(this.tunnel, this.home.packets, row).flatMap((inner) => {
      const payloads = dataFrames(this.tunnel, inner).map((length) => length - AT);
      const whole = payloads.reduce((sum, payload) => sum + payload, 0);
      let offset = 0;
      return payloads.map((payload, i) => {
        const part = { whole, offset, isLast: i === payloads.length - 1 };
        offset += payload;
        return part;
      });
    });
  }

  private nextIdentification(way: 0 | 1): void {
    this.identification = (this.identification % 0xffff) + 1;
    this.passing[way].identification = this.identification;
  }
}

function newPassing() {
  return { row: -1, parts: [] as Part[], next: 0, identification: 0 };
}
