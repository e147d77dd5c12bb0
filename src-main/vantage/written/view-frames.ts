import type { Home } from '../../contract/home';
import { OUTBOUND } from '../../contract/vantage';
import type { ViewWithOrigin } from '../../contract/vantage';
import { addressBytes, inventedAddresses } from './address-bytes';
import {
  ETHERNET_BYTES,
  IPV4_BYTES,
  IPV6_BYTES,
  OuterFrame,
  PORT_BYTES,
  UDP_BYTES,
} from './outer-headers';
import { mappedOf, PortMap } from '../router/port-map';

const TCP = 6;
const UDP = 17;

/** Gives the headers of each packet of a view, one after the other, as far as the view knows them. */
export interface ViewFrames {
  /** The known beginning of packet `index`, good until the next call. Called in order. */
  frame(index: number): Uint8Array;
}

/**
 * Behind NAPT: the server's address and port are those of the capture, the home's are the gateway's. TTL is
 * one less outbound and one more inbound, as on the other side of the gateway. IPv6 is not translated;
 * still the home's end is one made-up address, since the view does not use it. So is the provider's
 * resolver, which the gateway asks for the home. TCP is written up to its ports, UDP with its header.
 */
export class NaptFrames implements ViewFrames {
  private readonly out = new OuterFrame();
  private readonly ports = new PortMap();
  private readonly bytes: (Uint8Array | undefined)[] = [];
  private readonly gateway: { ipv4: Uint8Array; ipv6: Uint8Array };
  private readonly resolver: { ipv4: Uint8Array; ipv6: Uint8Array };

  constructor(
    private readonly home: Home,
    private readonly seen: ViewWithOrigin,
  ) {
    const { ipv4, ipv6 } = inventedAddresses(home.packets.addresses);
    this.gateway = { ipv4: addressBytes(ipv4[0] as string), ipv6: addressBytes(ipv6) };
    const others = inventedAddresses([...home.packets.addresses, ipv6]);
    this.resolver = { ipv4: addressBytes(ipv4[1] as string), ipv6: addressBytes(others.ipv6) };
  }

  frame(index: number): Uint8Array {
    const { packets } = this.home;
    const { view, origin } = this.seen;
    const row = origin[index] as number;
    const outbound = view.direction[index] === OUTBOUND;
    const from = packets.sourceAddress[row] as number;
    const to = packets.destinationAddress[row] as number;
    const far = this.bytesOf(outbound ? to : from);
    const isIpv6 = far.length === 16;
    const resolver = isIpv6 ? this.resolver.ipv6 : this.resolver.ipv4;
    const remote = this.home.internet[row] === 1 ? far : resolver;
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
    const ownPort = outbound ? source : destination;
    const port = isIpv6 ? ownPort : this.ports.portOf(mappedOf(packets, row, outbound));
    this.out.ports(at, outbound ? port : source, outbound ? destination : port);
    if (protocol === TCP) return at + PORT_BYTES;
    this.out.udpLength(at, UDP_BYTES + (packets.payloadLength[row] as number));
    return at + UDP_BYTES;
  }

  private bytesOf(address: number): Uint8Array {
    return (this.bytes[address] ??= addressBytes(this.home.packets.addresses[address] as string));
  }
}
