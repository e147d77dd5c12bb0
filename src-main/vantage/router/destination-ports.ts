import type { Home } from '../../contract/home';
import { OUTBOUND, type ViewWithOrigin } from '../../contract/vantage';
import { mappedOf, PortMap } from './port-map';

const TCP = 6;
const UDP = 17;

/**
 * The destination port of each packet behind NAPT, as it stands on the line and in the paper: outbound the
 * server's, inbound the one that the gateway gave the connection. Which that was no capture from inside
 * tells; it is what a gateway of Linux would give (`PortMap`). IPv6 is not translated.
 * @param home As `viewHome` had it.
 * @param seen A view behind NAPT.
 */
export function destinationPorts({ packets }: Home, { view, origin }: ViewWithOrigin): Uint16Array {
  const ports = new PortMap();
  return Uint16Array.from(origin, (row, i) => {
    const outbound = view.direction[i] === OUTBOUND;
    const source = packets.sourcePort[row] as number;
    const destination = packets.destinationPort[row] as number;
    const protocol = packets.ipProtocol[row] as number;
    const hasPorts = (protocol === TCP || protocol === UDP) && (source !== 0 || destination !== 0);
    const isIpv6 = packets.addresses[packets.sourceAddress[row] as number]?.includes(':');
    if (!hasPorts || isIpv6) return destination;
    const outside = ports.portOf(mappedOf(packets, row, outbound));
    return outbound ? destination : outside;
  });
}
