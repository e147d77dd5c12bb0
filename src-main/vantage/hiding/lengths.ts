import type { LengthFigures } from '../../contract/hiding';
import type { Home } from '../../contract/home';
import type { VantageName } from '../../contract/vantage';
import { entropyBits } from '../entropy';
import { innerLengths } from '../tunnels/inner-packets';
import type { Tunnel } from '../tunnels/tunnel';

const TCP = 6;
/** An IP packet has a header. */
const SHORTEST = 20;
const PAYLOAD_BASE = 0x100000;

/** How often each pair of IP length and TCP payload crosses the gateway, both in one key: negative for IPv6. */
export type LengthCounts = ReadonlyMap<number, number>;

/** Counts the lengths once, for any number of tunnels. */
export function countLengths({
  packets,
  internet,
}: Pick<Home, 'packets' | 'internet'>): LengthCounts {
  const counts = new Map<number, number>();
  const isIpv6 = packets.addresses.map((address) => address.includes(':'));
  for (let row = 0; row < packets.count; row++) {
    if (internet[row] !== 1) continue;
    const isTcp = packets.ipProtocol[row] === TCP && packets.sourcePort[row] !== 0;
    const payload = isTcp ? (packets.payloadLength[row] as number) : 0;
    const pair = (packets.ipLength[row] as number) * PAYLOAD_BASE + payload;
    const key = isIpv6[packets.sourceAddress[row] as number] === true ? -pair : pair;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** What the tunnel's lengths tell of the home's; null is NAPT, which changes none. */
export function lengthFigures(
  counts: LengthCounts,
  vantage: VantageName,
  tunnel: Tunnel | null,
): LengthFigures {
  const inside = new Map<number, number>();
  for (const [key, count] of counts) {
    const pair = Math.abs(key);
    const length = Math.floor(pair / PAYLOAD_BASE);
    const parts = tunnel ? innerLengths(tunnel, length, pair % PAYLOAD_BASE, key < 0) : [length];
    for (const part of parts) inside.set(part, (inside.get(part) ?? 0) + count);
  }
  const outside = new Map<number, number[]>();
  for (const [length, count] of inside) {
    const outer = tunnel ? tunnel.outerPayload(length) : length;
    const together = outside.get(outer);
    if (together) together.push(count);
    else outside.set(outer, [count]);
  }
  const total = sum(inside.values());
  let hiddenBits = 0;
  let told = 0;
  let guessed = 0;
  for (const together of outside.values()) {
    guessed += Math.max(...together);
    const [only = 0, ...others] = together;
    if (others.length === 0) told += only;
    else hiddenBits += (sum(together) / total) * entropyBits(together);
  }
  return {
    vantage,
    packets: total,
    distinctInside: inside.size,
    distinctOutside: outside.size,
    entropyInsideBits: entropyBits([...inside.values()]),
    entropyOutsideBits: entropyBits([...outside.values()].map(sum)),
    hiddenBits,
    toldShare: total === 0 ? 0 : told / total,
    guessedShare: total === 0 ? 0 : guessed / total,
    mostAlike: tunnel ? mostAlike(tunnel, outside) : 1,
  };
}

/** The most lengths that the tunnel gives one of these outer lengths. */
function mostAlike(tunnel: Tunnel, seen: ReadonlyMap<number, unknown>): number {
  const alike = new Map<number, number>();
  for (let length = SHORTEST; length <= tunnel.innerMtu; length++) {
    const outer = tunnel.outerPayload(length);
    if (seen.has(outer)) alike.set(outer, (alike.get(outer) ?? 0) + 1);
  }
  let most = 1;
  for (const count of alike.values()) if (count > most) most = count;
  return most;
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
