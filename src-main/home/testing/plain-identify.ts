import type { PacketTable } from '../../contract/packet-table';
import { addressScope } from '../addresses';

/** What a home comes to, as `plainIdentify` finds it; addresses sorted as text. */
export interface PlainHome {
  gateway: { mac: string; ips: string[] } | null;
  devices: {
    mac: string;
    ips: string[];
    packets: number;
    bytes: number;
    internetPackets: number;
  }[];
  /** Of each row: whose it is (null for none), whether it goes out, whether it crosses the gateway. */
  rows: { device: string | null; out: boolean; crosses: boolean }[];
}

interface End {
  mac: string | null;
  ip: string | null;
}

const scopeOf = (ip: string | null): string => (ip === null ? 'none' : addressScope(ip));
const isGroup = (mac: string): boolean => (parseInt(mac.slice(0, 2), 16) & 1) === 1;

/**
 * Who is who by the definition, packet by packet, in words and objects: slow, and plain enough to be
 * checked by reading. What HomeSurvey finds must be the same.
 */
export function plainIdentify(table: PacketTable): PlainHome {
  const packets = Array.from({ length: table.count }, (_, row) => {
    const end = (mac: number, address: number): End => ({
      mac: table.macs[mac] ?? null,
      ip: table.addresses[address] ?? null,
    });
    return {
      from: end(table.sourceMac[row] as number, table.sourceAddress[row] as number),
      to: end(table.destinationMac[row] as number, table.destinationAddress[row] as number),
      bytes: table.length[row] as number,
    };
  });
  const gateways = plainGateways(packets, table.macs);

  const ownerOfMac = (mac: string): string | null =>
    gateways.includes(mac) || isGroup(mac) || mac === '00:00:00:00:00:00' ? null : mac;
  const ownerOfIp = new Map<string, string | null>();
  for (const { from } of packets) {
    const owner = from.mac === null ? null : ownerOfMac(from.mac);
    const isOwn = ['global', 'private', 'link-local'].includes(scopeOf(from.ip));
    if (from.ip === null || ownerOfIp.has(from.ip)) continue;
    if (owner !== null && isOwn) ownerOfIp.set(from.ip, owner);
    else if (gateways.includes(from.mac ?? '') && scopeOf(from.ip) === 'private') {
      ownerOfIp.set(from.ip, null);
    }
  }
  const ownerOf = ({ mac, ip }: End): string | null => {
    if (mac !== null) return ownerOfMac(mac);
    if (ip === null) return null;
    const owner = ownerOfIp.get(ip);
    return owner === undefined && scopeOf(ip) === 'private' ? ip : (owner ?? null);
  };
  const isBeyond = (end: End): boolean =>
    scopeOf(end.ip) === 'global' &&
    ownerOf(end) === null &&
    (end.mac === null || gateways.includes(end.mac));

  const devices = new Map<string, PlainHome['devices'][number]>();
  const rows = packets.map(({ from, to, bytes }) => {
    const [sender, receiver] = [ownerOf(from), ownerOf(to)];
    const leaves = sender !== null && isBeyond(to);
    const arrives = receiver !== null && isBeyond(from);
    const device = arrives ? receiver : (sender ?? receiver);
    for (const owner of new Set([sender, receiver])) {
      if (owner === null) continue;
      const none = { mac: owner, ips: [], packets: 0, bytes: 0, internetPackets: 0 };
      const found = devices.get(owner) ?? none;
      devices.set(owner, found);
      found.packets += 1;
      found.bytes += bytes;
      if ((leaves || arrives) && owner === device) found.internetPackets += 1;
      const isOwn = ['global', 'private', 'link-local'].includes(scopeOf(from.ip));
      if (owner === sender && isOwn && !found.ips.includes(from.ip!)) found.ips.push(from.ip!);
    }
    return { device, out: leaves || (!arrives && device === sender), crosses: leaves || arrives };
  });
  const [gateway] = gateways;
  const ips = packets
    .filter(({ from }) => from.mac === gateway && scopeOf(from.ip) === 'private')
    .map(({ from }) => from.ip!);
  return {
    gateway: gateway === undefined ? null : { mac: gateway, ips: [...new Set(ips)].sort() },
    devices: [...devices.values()]
      .map((device) => ({ ...device, ips: device.ips.sort() }))
      .sort((one, other) => (one.mac < other.mac ? -1 : 1)),
    rows,
  };
}

function plainGateways(packets: { from: End; to: End }[], macs: readonly string[]): string[] {
  const found = macs.map((mac) => {
    const remotes = new Set<string>();
    let passedOn = 0;
    const networks = new Set(
      packets
        .filter(({ from, to }) => from.mac === mac && to.ip !== null && from.ip?.includes(':'))
        .filter(({ from }) => scopeOf(from.ip) === 'global')
        .map(({ from }) => from.ip!.split(':').slice(0, 4).join(':')),
    );
    let asked = 0;
    for (const { from, to } of packets) {
      if (from.ip === null || to.ip === null) continue;
      const sends = from.mac === mac;
      if (sends && scopeOf(from.ip) === 'private' && scopeOf(to.ip) === 'global') asked += 1;
      const remote: string[] = [];
      if (sends && scopeOf(from.ip) === 'global') {
        if (!from.ip.includes(':') || networks.size > 2) remote.push(from.ip);
      }
      if (to.mac === mac && scopeOf(to.ip) === 'global' && !to.ip.includes(':')) remote.push(to.ip);
      passedOn += remote.length;
      for (const ip of remote) remotes.add(ip);
    }
    return { mac, remotes: remotes.size, isGateway: !isGroup(mac) && passedOn > asked };
  });
  return found
    .filter(({ isGateway, remotes }) => isGateway && remotes > 0)
    .sort((one, other) => other.remotes - one.remotes)
    .map(({ mac }) => mac);
}
