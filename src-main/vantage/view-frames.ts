import type { Home } from '../contract/home';
import { OUTBOUND } from '../contract/vantage';
import type { ViewWithOrigin } from '../contract/vantage';
import { addressBytes, inventedAddresses } from './address-bytes';
import {
  ETHERNET_BYTES,
  IPV4_BYTES,
  IPV6_BYTES,
  OuterFrame,
  PORT_BYTES,
  UDP_BYTES,
} from './outer-headers';
import { PortMap } from './port-map';

const TCP = 6;
const UDP = 17;
const LONGEST_FRAME = 1514;
/** The client's end of a tunnel; made up, as the addresses are. */
const TUNNEL_CLIENT_PORT = 50_000;
const TUNNEL_TTL = 64;

/** Gives the headers of each packet of a view, one after the other, as far as the view knows them. */
export interface ViewFrames {
  /** The known beginning of packet `index`, good until the next call. Called in order. */
  frame(index: number): Uint8Array;
}

/**
 * Behind NAPT: the server's address and port are those of the capture, the home's are the gateway's. TTL is
 * one less outbound and one more inbound, as on the other side of the gateway. IPv6 is not translated;
 * still the home's end is one made-up address, since the view does not use it. TCP is
 * written up to its ports, UDP with its header.
 */
export class NaptFrames implements ViewFrames {
  private readonly out = new OuterFrame();
  private readonly ports = new PortMap();
  private readonly bytes: (Uint8Array | undefined)[] = [];
  private readonly gateway: { ipv4: Uint8Array; ipv6: Uint8Array };

  constructor(
    private readonly home: Home,
    private readonly seen: ViewWithOrigin,
  ) {
    const { ipv4, ipv6 } = inventedAddresses(home.packets.addresses);
    this.gateway = { ipv4: addressBytes(ipv4[0] as string), ipv6: addressBytes(ipv6) };
  }

  frame(index: number): Uint8Array {
    const { packets } = this.home;
    const { view, origin } = this.seen;
    const row = origin[index] as number;
    const outbound = view.direction[index] === OUTBOUND;
    const from = packets.sourceAddress[row] as number;
    const to = packets.destinationAddress[row] as number;
    const remote = this.bytesOf(outbound ? to : from);
    const isIpv6 = remote.length === 16;
    const gateway = isIpv6 ? this.gateway.ipv6 : this.gateway.ipv4;
    const protocol = packets.ipProtocol[row] as number;
    const length = (view.length[index] as number) - ETHERNET_BYTES;
    const inside = packets.ttl[row] as number;
    const ttl = outbound ? Math.max(0, inside - 1) : Math.min(255, inside + 1);
    const ends = outbound ? ([gateway, remote] as const) : ([remote, gateway] as const);
    const { out } = this;
    out.ethernet(outbound, isIpv6);
    if (isIpv6) out.ipv6(length, ttl, protocol, ...ends);
    else {
      out.ipv4(length, ttl, protocol, ...ends);
      out.checksum();
    }
    const known = this.transport(row, outbound, isIpv6);
    return out.bytes.subarray(0, Math.min(known, view.length[index] as number));
  }

  /** @returns How many bytes of the frame are known. */
  private transport(row: number, outbound: boolean, isIpv6: boolean): number {
    const { packets } = this.home;
    const at = ETHERNET_BYTES + (isIpv6 ? IPV6_BYTES : IPV4_BYTES);
    const protocol = packets.ipProtocol[row] as number;
    const source = packets.sourcePort[row] as number;
    const destination = packets.destinationPort[row] as number;
    const hasPorts = source !== 0 || destination !== 0;
    if ((protocol !== TCP && protocol !== UDP) || !hasPorts) return at;
    const inner = (
      outbound ? packets.sourceAddress[row] : packets.destinationAddress[row]
    ) as number;
    const innerPort = outbound ? source : destination;
    const time = packets.time[row] as number;
    const port = isIpv6 ? innerPort : this.ports.portOf(protocol, inner, innerPort, time);
    this.out.ports(at, outbound ? port : source, outbound ? destination : port);
    if (protocol === TCP) return at + PORT_BYTES;
    this.out.udpLength(at, UDP_BYTES + (packets.payloadLength[row] as number));
    return at + UDP_BYTES;
  }

  private bytesOf(address: number): Uint8Array {
    return (this.bytes[address] ??= addressBytes(this.home.packets.addresses[address] as string));
  }
}

/**
 * In a tunnel: one five-tuple for everything, of which the server's port alone is no invention. Outer packets that
 * do not fit a frame are fragments, as the tunnel's model made them.
 */
export class TunnelFrames implements ViewFrames {
  private readonly out = new OuterFrame();
  private readonly client: Uint8Array;
  private readonly server: Uint8Array;
  /** The next packet of the same direction, or -1. */
  private readonly next: Int32Array;
  /** Bytes behind the IP header of the fragments before, by direction; 0: none is open. */
  private readonly offset = [0, 0];
  private readonly identification = [0, 0];
  private lastIdentification = 0;

  constructor(
    home: Home,
    private readonly seen: ViewWithOrigin,
    private readonly serverPort: number,
  ) {
    const { ipv4 } = inventedAddresses(home.packets.addresses);
    this.client = addressBytes(ipv4[0] as string);
    this.server = addressBytes(ipv4[1] as string);
    this.next = nextOfSameDirection(seen.view.direction);
  }

  frame(index: number): Uint8Array {
    const { view } = this.seen;
    const { out } = this;
    const direction = view.direction[index] as number;
    const outbound = direction === OUTBOUND;
    const length = view.length[index] as number;
    const ipLength = length - ETHERNET_BYTES;
    const [source, destination] = outbound
      ? [this.client, this.server]
      : [this.server, this.client];
    out.ethernet(outbound, false);
    out.ipv4(ipLength, TUNNEL_TTL, UDP, source, destination);
    const offset = this.offset[direction] as number;
    const more = this.goesOn(index);
    if (more && offset === 0) this.identification[direction] = this.nextIdentification();
    if (more || offset > 0) out.fragment(this.identification[direction] as number, offset, !more);
    out.checksum();
    this.offset[direction] = more ? offset + ipLength - IPV4_BYTES : 0;
    if (offset > 0) return out.bytes.subarray(0, ETHERNET_BYTES + IPV4_BYTES);
    const at = ETHERNET_BYTES + IPV4_BYTES;
    const ports = [TUNNEL_CLIENT_PORT, this.serverPort] as const;
    out.ports(at, outbound ? ports[0] : ports[1], outbound ? ports[1] : ports[0]);
    out.udpLength(at, this.datagramLength(index));
    return out.bytes.subarray(0, at + UDP_BYTES);
  }

  /** Whether the next packet is a further fragment of the same datagram. */
  private goesOn(index: number): boolean {
    const { view, origin } = this.seen;
    const next = this.next[index] as number;
    return view.length[index] === LONGEST_FRAME && next >= 0 && origin[next] === origin[index];
  }

  private datagramLength(index: number): number {
    const { view } = this.seen;
    let length = 0;
    for (let at = index; ; at = this.next[at] as number) {
      length += (view.length[at] as number) - ETHERNET_BYTES - IPV4_BYTES;
      if (!this.goesOn(at)) return length;
    }
  }

  private nextIdentification(): number {
    this.lastIdentification = (this.lastIdentification % 0xffff) + 1;
    return this.lastIdentification;
  }
}

function nextOfSameDirection(direction: Uint8Array): Int32Array {
  const next = new Int32Array(direction.length).fill(-1);
  const last = [-1, -1];
  for (let i = direction.length - 1; i >= 0; i -= 1) {
    const way = direction[i] as number;
    next[i] = last[way] as number;
    last[way] = i;
  }
  return next;
}
