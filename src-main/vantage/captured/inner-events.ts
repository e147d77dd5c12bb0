import type { Home } from '../../contract/home';
import type { TunnelSighting } from '../../contract/tunnel-sighting';
import { innerLengths } from '../tunnels/inner-packets';
import { tunnelOf } from '../tunnels/tunnels';
import type { Events } from './events';
import { type LengthLaw, WIREGUARD_MTU } from './length-laws';

const TCP = 6;
/** Where the tunnel is none of ours: OpenVPN's device, and a segment that any law carries whole. */
const OTHER_TUNNEL = { innerMtu: 1500, mss: 1360 };

/** Packets inside as the tunnel takes them, in order of time. */
export interface InnerEvents extends Events {
  /** Row of the home's table; several have one where the tunnel cuts a packet. */
  readonly row: Int32Array;
}

/**
 * What of the home enters the tunnel, with the payload that each packet has outside as its key.
 * @param cutsAtMss whether TCP segments were captured before they were cut to the tunnel's MSS. Else packets are cut
 *   where they exceed its MTU alone: real TCP was told the MSS before it was captured.
 */
export function innerEvents(
  home: Home,
  sighting: TunnelSighting,
  law: LengthLaw,
  cutsAtMss: boolean,
): InnerEvents {
  const { packets, direction, internet } = home;
  const limits = limitsOf(sighting, law);
  const own = [sighting.client.address, sighting.server.address].map((address) =>
    packets.addresses.indexOf(address),
  );
  const row: number[] = [];
  const time: number[] = [];
  const key: number[] = [];
  const put = (of: number, length: number): void => {
    row.push(of);
    time.push(packets.time[of]!);
    key.push(2 * law.payload(length) + direction[of]!);
  };
  for (let i = 0; i < packets.count; i += 1) {
    if (internet[i] !== 1) continue;
    const source = packets.sourceAddress[i]!;
    const isTunnel =
      own.includes(source) && own.includes(packets.destinationAddress[i]!) && own[0] !== -1;
    if (isTunnel) continue;
    const length = packets.ipLength[i]!;
    const isTcp = packets.ipProtocol[i] === TCP && packets.sourcePort[i] !== 0;
    if (length <= (cutsAtMss && isTcp ? limits.mss + 40 : limits.innerMtu)) put(i, length);
    else {
      const payload = isTcp ? packets.payloadLength[i]! : 0;
      const isIpv6 = packets.addresses[source]?.includes(':') ?? false;
      for (const part of innerLengths(limits, length, payload, isIpv6)) put(i, part);
    }
  }
  return {
    count: row.length,
    row: Int32Array.from(row),
    time: Float64Array.from(time),
    key: Float64Array.from(key),
  };
}

function limitsOf(
  { protocol, mtu }: TunnelSighting,
  law: LengthLaw,
): { innerMtu: number; mss: number } {
  if (protocol === 'wireguard') {
    const innerMtu = mtu ?? WIREGUARD_MTU;
    return { innerMtu, mss: innerMtu - 40 };
  }
  const [vantage] = law.vantages;
  return (vantage && tunnelOf(vantage)) ?? OTHER_TUNNEL;
}
