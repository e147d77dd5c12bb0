import { INBOUND, OUTBOUND } from '../../contract/vantage';
import type { VantageName } from '../../contract/vantage';
import type { IpPacket } from './ip-packet';

const OPENVPN_DATA = 9;
const WIREGUARD_DATA = 4;
const PING = 16;

/** What carries one inner packet outside: a datagram, or a record of a stream. */
export interface OuterUnit {
  readonly direction: typeof INBOUND | typeof OUTBOUND;
  readonly payload: Buffer;
}

/**
 * Whether a unit carries a packet of the home. The tunnel's own kinds stand in the clear; its
 * keepalives are told from data by their length, which no IP packet with a UDP or TCP header has.
 * @param keepalive Bytes of payload of a keepalive.
 */
export function carriesPacket(vantage: VantageName, payload: Buffer, keepalive: number): boolean {
  const isData =
    vantage === 'wireguard'
      ? payload[0] === WIREGUARD_DATA
      : (payload[0] as number) >> 3 === OPENVPN_DATA;
  return isData && payload.length !== keepalive;
}

/** Bytes of payload of a keepalive: an OpenVPN ping is 16 bytes inside, a WireGuard keepalive none. */
export function keepaliveLength(vantage: VantageName): number {
  if (vantage === 'wireguard') return 32;
  if (vantage.endsWith('aes-128-cbc-sha1')) return cbc(16, 20);
  if (vantage.endsWith('aes-256-cbc-sha256')) return cbc(16, 32);
  if (vantage.endsWith('-cbc-sha1')) return cbc(8, 20);
  return 4 + 4 + 16 + PING;
}

/** Operation code and peer id, HMAC, IV, and packet id and ping padded to whole blocks. */
function cbc(block: number, hmac: number): number {
  return 4 + hmac + block + block * (Math.floor((4 + PING) / block) + 1);
}

/**
 * The number in the clear that counts the packets of one key and direction; null where it is
 * encrypted (CBC), and their order is all there is.
 */
export function counterOf(vantage: VantageName, payload: Buffer): number | null {
  if (vantage === 'wireguard') return Number(payload.readBigUInt64LE(8));
  return vantage.includes('-cbc-') ? null : payload.readUInt32BE(4);
}

/** What tells the key of a packet, each of which is counted from the start: OpenVPN's key id, WireGuard's receiver. */
function keyOf(vantage: VantageName, payload: Buffer): number {
  return vantage === 'wireguard' ? payload.readUInt32LE(4) : (payload[0] as number) & 7;
}

/**
 * Which inner packet each unit carries, by what counts them in the clear: the n-th packet that entered
 * or left the tunnel's device is in the n-th unit. All that was sent must be there.
 * @param units Those that carry a packet, in the order of the line.
 * @param inner The packets on the tunnel's device.
 * @returns Of each unit the row of its inner packet.
 */
export function innerRows(
  vantage: VantageName,
  units: readonly OuterUnit[],
  inner: readonly IpPacket[],
): Int32Array {
  const rows = new Int32Array(units.length).fill(-1);
  for (const direction of [INBOUND, OUTBOUND]) {
    const outside = units.flatMap((unit, i) => (unit.direction === direction ? [i] : []));
    const inside = inner.filter((packet) => packet.direction === direction);
    if (outside.length !== inside.length) {
      throw new Error(`direction ${direction}: ${outside.length} outside, ${inside.length} inside`);
    }
    let last = -1;
    let key = -1;
    outside.forEach((i, k) => {
      const { payload } = units[i] as OuterUnit;
      const counter = counterOf(vantage, payload) ?? k;
      const newKey = keyOf(vantage, payload);
      if (newKey === key && counter <= last) {
        throw new Error(`unit ${i} overtook another: ${counter} after ${last}`);
      }
      last = counter;
      key = newKey;
      rows[i] = (inside[k] as IpPacket).row;
    });
  }
  return rows;
}
