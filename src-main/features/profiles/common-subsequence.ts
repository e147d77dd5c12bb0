import { distance } from './distance';
import type { PacketVectors } from './packet-vectors';

/** Packets of a stretch, `from` to `end` (exclusive). */
export interface Stretch {
  readonly from: number;
  readonly end: number;
}

/** More than two stretches of `MOST_ELEMENTS` packets can have in equal fields. */
const LENGTH_WEIGHT = 1024;

/**
 * The longest common subsequence of two stretches (Ma et al., equation (4)): pairs of packets, first of the
 * one stretch, then of the other, closer than the threshold. Of several the one with the most equal fields,
 * which (4) leaves open, so that abstraction makes as little *any* as it can.
 * @returns Places of the packets, two for each pair.
 */
export function commonSubsequence(
  vectors: PacketVectors,
  one: Stretch,
  other: Stretch,
  threshold: number,
): Int32Array {
  const rows = one.end - one.from;
  const columns = other.end - other.from;
  const width = columns + 1;
  const best = new Int32Array((rows + 1) * width);
  const worth = new Int32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const a = one.from + i;
      const b = other.from + j;
      const at = (i + 1) * width + j + 1;
      let most = Math.max(best[at - 1] as number, best[at - width] as number);
      if (distance(vectors, a, b) < threshold) {
        const own = LENGTH_WEIGHT + equalFields(vectors, a, b);
        worth[i * columns + j] = own;
        most = Math.max(most, (best[at - width - 1] as number) + own);
      }
      best[at] = most;
    }
  }
  const pairs: number[] = [];
  for (let i = rows, j = columns; i > 0 && j > 0;) {
    const at = i * width + j;
    const own = worth[(i - 1) * columns + j - 1] as number;
    if (own > 0 && best[at] === (best[at - width - 1] as number) + own) {
      pairs.push(other.from + --j, one.from + --i);
    } else if (best[at] === best[at - width]) i--;
    else j--;
  }
  return Int32Array.from(pairs.reverse());
}

/** How many fields two packets of one shape have in common. */
function equalFields({ shape, fields, columns }: PacketVectors, one: number, other: number) {
  const own = fields[shape[one] as number] as readonly number[];
  let count = 0;
  for (let at = 0; at < own.length; at++) {
    const column = columns[own[at] as number] as Uint32Array;
    if (column[one] === column[other]) count++;
  }
  return count;
}
