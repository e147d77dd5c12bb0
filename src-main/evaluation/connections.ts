import type { Home } from '../contract/home';
import { OUTBOUND } from '../contract/vantage';

const TCP = 6;
const SYN = 0x02;
const ACK = 0x10;
/** Seconds of silence after which the same five-tuple is another connection (RFC 5382, RFC 4787). */
const TCP_SILENCE = 7440;
const OTHER_SILENCE = 180;

/**
 * The connection of each packet of a view: device, protocol, both ports and the server's address are the
 * same; a TCP connection also begins anew with a SYN, and any after a long silence. Only evaluation knows
 * it.
 * @param origin As in ViewWithOrigin.
 * @returns Numbers from 0 on in order of first packets; -1 where the packet is of no device.
 */
export function connectionsOf(home: Home, origin: Int32Array): Int32Array {
  const { packets, device, direction } = home;
  const latest = new Map<string, { id: number; time: number }>();
  let next = 0;
  return origin.map((row) => {
    if (row < 0 || (device[row] as number) < 0) return -1;
    const outbound = direction[row] === OUTBOUND;
    const protocol = packets.ipProtocol[row] as number;
    const source = packets.sourcePort[row] as number;
    const destination = packets.destinationPort[row] as number;
    const server = outbound ? packets.destinationAddress[row] : packets.sourceAddress[row];
    const ports = outbound ? `${source} ${destination}` : `${destination} ${source}`;
    const key = `${device[row]} ${protocol} ${server} ${ports}`;
    const time = packets.time[row] as number;
    const isSyn = protocol === TCP && ((packets.tcpFlags[row] as number) & (SYN | ACK)) === SYN;
    const silence = protocol === TCP ? TCP_SILENCE : OTHER_SILENCE;
    let connection = latest.get(key);
    if (!connection || isSyn || time - connection.time > silence) {
      connection = { id: next++, time };
      latest.set(key, connection);
    }
    connection.time = time;
    return connection.id;
  });
}
