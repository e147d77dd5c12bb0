import type { Device, Gateway } from '../contract/home';
import type { PacketTable } from '../contract/packet-table';
import { inOrder } from './addresses';
import type { AddressesSeen } from './addresses-seen';
import type { FlowCounts } from './flow-counts';
import type { HomeKnowledge } from './knowledge';

/** Private addresses that are listed of the gateway. */
const MOST_ADDRESSES = 256;

/** The gateway with its private addresses, those on the devices' side first. */
export function describeGateway(
  gateway: number,
  flows: FlowCounts,
  seen: AddressesSeen,
  { macs, addresses }: Pick<PacketTable, 'macs' | 'addresses'>,
  { vendors }: HomeKnowledge,
  devices: readonly Device[],
): Gateway {
  const mac = macs[gateway] as string;
  const ips = new Set<string>();
  for (let flow = 0; flow < flows.count && ips.size < MOST_ADDRESSES; flow++) {
    const source = flows.source[flow] as number;
    if (flows.sourceMac[flow] === gateway && source >= 0 && seen.isPrivate(source)) {
      ips.add(addresses[source] as string);
    }
  }
  const networks = new Set(devices.flatMap((device) => device.ips.map(networkOf)));
  const nearFirst = [true, false].flatMap((near) =>
    inOrder([...ips]).filter((ip) => networks.has(networkOf(ip)) === near),
  );
  return { mac, vendor: vendors.of(mac), ips: nearFirst };
}

/** The network that an address is probably in: /24 of IPv4, /64 of IPv6, as text. */
function networkOf(address: string): string {
  return address.includes(':')
    ? address.split(':').slice(0, 4).join(':')
    : address.slice(0, address.lastIndexOf('.'));
}
