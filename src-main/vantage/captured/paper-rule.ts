import type { Home } from '../../contract/home';
import { OUTBOUND } from '../../contract/vantage';

/** Within so many seconds the paper looks for the packet inside. */
const WINDOW = 0.02;
const ETHERNET_HEADER = 14;

/**
 * The rule of Dong et al., section 3.3: for a packet outside at t, one inside of the same direction that is smaller,
 * from t to t + 0.02 s when it comes in, from t - 0.02 s to t when it goes out. Of several the paper does not
 * say which: here it is the nearest, and one may serve several times.
 * @param outer times by the clock inside, in seconds; frame lengths; directions
 * @returns For each outer packet a row of the home, or -1.
 */
export function pairByPaper(
  home: Home,
  outer: {
    readonly time: Float64Array;
    readonly length: Uint32Array;
    readonly direction: Uint8Array;
  },
): Int32Array {
  const { packets, direction, internet } = home;
  const byWay: number[][] = [[], []];
  for (let row = 0; row < packets.count; row += 1) {
    if (internet[row] === 1) byWay[direction[row]!]!.push(row);
  }
  const found = new Int32Array(outer.time.length).fill(-1);
  const at = [0, 0];
  const order = Int32Array.from(outer.time.keys()).sort((a, b) => outer.time[a]! - outer.time[b]!);
  for (const i of order) {
    const now = outer.time[i]!;
    const way = outer.direction[i]!;
    const rows = byWay[way]!;
    let k = at[way]!;
    while (k < rows.length && packets.time[rows[k]!]! < now) k += 1;
    at[way] = k;
    const smaller = (row: number): boolean =>
      packets.ipLength[row]! + ETHERNET_HEADER < outer.length[i]!;
    if (way === OUTBOUND) {
      for (k -= 1; k >= 0 && now - packets.time[rows[k]!]! <= WINDOW; k -= 1) {
        if (!smaller(rows[k]!)) continue;
        found[i] = rows[k]!;
        break;
      }
    } else {
      for (; k < rows.length && packets.time[rows[k]!]! - now <= WINDOW; k += 1) {
        if (packets.time[rows[k]!]! === now || !smaller(rows[k]!)) continue;
        found[i] = rows[k]!;
        break;
      }
    }
  }
  return found;
}
