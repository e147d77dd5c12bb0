import type { PacketTable } from '../../contract/packet-table';
import type { TunnelProtocol, TunnelSighting } from '../../contract/tunnel-sighting';
import type { VantageName } from '../../contract/vantage';
import { tunnelOf } from '../tunnels/tunnels';
import { lawsOf, WIREGUARD_MTU } from './length-laws';
import { isPrivate } from './private-address';

const UDP = 17;
const ESP = 50;

/**
 * The largest flow of a capture taken for the tunnel of a vantage, on the user's word: for captures that are cut
 * before anything of the tunnel can be recognised. Null where no flow can be it.
 */
export function sightingByVantage(table: PacketTable, vantage: VantageName): TunnelSighting | null {
  const tunnel = tunnelOf(vantage);
  if (!tunnel || tunnel.carrier === 'tcp') return null;
  const protocol: TunnelProtocol = vantage.startsWith('openvpn')
    ? 'openvpn-udp'
    : vantage === 'wireguard'
      ? 'wireguard'
      : 'ipsec-esp';
  const wanted = tunnel.carrier === 'esp' ? ESP : UDP;
  const flows = new Map<string, { bytes: number; packets: number; row: number }>();
  for (let row = 0; row < table.count; row += 1) {
    if (table.ipProtocol[row] !== wanted) continue;
    if (wanted === UDP && table.sourcePort[row] === 0) continue;
    const key = [
      `${table.sourceAddress[row]} ${table.sourcePort[row]}`,
      `${table.destinationAddress[row]} ${table.destinationPort[row]}`,
    ]
      .sort()
      .join('|');
    const flow = flows.get(key) ?? { bytes: 0, packets: 0, row };
    flow.bytes += table.ipLength[row]!;
    flow.packets += 1;
    flows.set(key, flow);
  }
  const [largest] = [...flows.values()].sort((a, b) => b.bytes - a.bytes);
  const law = lawsOf(protocol, WIREGUARD_MTU).find(({ vantages }) => vantages.includes(vantage));
  if (!largest || !law) return null;
  const { row, packets, bytes } = largest;
  const end = (address: number, port: number): TunnelSighting['client'] => ({
    address: table.addresses[address] as string,
    port: wanted === ESP ? null : port,
  });
  const source = end(table.sourceAddress[row]!, table.sourcePort[row]!);
  const destination = end(table.destinationAddress[row]!, table.destinationPort[row]!);
  const turned = isPrivate(destination.address) && !isPrivate(source.address);
  return {
    protocol,
    confidence: 'likely',
    client: turned ? destination : source,
    server: turned ? source : destination,
    clientShown: false,
    packets,
    bytes,
    dataPackets: packets,
    firstTime: table.time[0]!,
    lastTime: table.time[table.count - 1]!,
    handshakeSeen: false,
    candidates: [{ law: law.name, ciphers: law.ciphers, vantages: [...law.vantages], fit: 1 }],
    mtu: null,
    evidence: [],
  };
}
