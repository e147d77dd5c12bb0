import type { Anchor, PacketKind } from '../../contract/interactions';
import type { FeatureMatrix } from '../../contract/learning';
import type { View } from '../../contract/vantage';
import { firstAtOrAfter } from '../first-at-or-after';
import { codeOf, kindCodes } from './packet-kinds';
import { AFTER, BEFORE } from './telling-kinds';

/** Parts of the window around a candidate that are counted apart, in seconds from it. */
const parts = [
  [-BEFORE, -0.3],
  [-0.3, 0.3],
  [0.3, AFTER],
] as const;
/** Longest time since the candidate before that makes a difference, in seconds. */
const LONGEST_SINCE = 60;

/**
 * When an interaction may have been: at each anchor, less its offset; in order.
 * @param apart anchors within so many seconds are of one interaction
 */
export function candidateTimes(
  view: View,
  anchors: readonly Anchor[],
  apart: number,
): Float64Array {
  const offsets = new Map(anchors.map((anchor) => [codeOf(anchor), anchor.offset]));
  const codes = kindCodes(view);
  const times: number[] = [];
  for (let row = 0; row < view.count; row += 1) {
    const offset = offsets.get(codes[row] as number);
    if (offset !== undefined) times.push((view.time[row] as number) - offset);
  }
  times.sort((one, other) => one - other);
  return Float64Array.from(
    times.filter((time, i) => i === 0 || time - (times[i - 1] as number) > apart),
  );
}

/**
 * What surrounds each candidate: how many packets of each kind come well before it, at it and after it,
 * and how long ago the candidate before was. All as logarithms of 1 + x.
 */
export function candidateMatrix(
  view: View,
  times: Float64Array,
  kinds: readonly PacketKind[],
): FeatureMatrix {
  const { time } = view;
  const codes = kindCodes(view);
  const columnOf = new Map(kinds.map((kind, column) => [codeOf(kind), column]));
  const columns = parts.length * kinds.length + 1;
  const values = new Float32Array(times.length * columns);
  times.forEach((moment, row) => {
    const base = row * columns;
    parts.forEach(([from, to], part) => {
      const end = firstAtOrAfter(time, moment + to);
      for (let at = firstAtOrAfter(time, moment + from); at < end; at += 1) {
        const column = columnOf.get(codes[at] as number);
        if (column !== undefined) values[base + part * kinds.length + column]! += 1;
      }
    });
    const since = row === 0 ? LONGEST_SINCE : moment - (times[row - 1] as number);
    values[base + columns - 1] = Math.min(LONGEST_SINCE, since);
    for (let at = base; at < base + columns; at += 1) values[at] = Math.log1p(values[at]!);
  });
  const around = ['before', 'at', 'after'].flatMap((part) =>
    kinds.map(({ length, direction }) => `${part} ${direction === 1 ? 'out' : 'in'} ${length}`),
  );
  return { rows: times.length, columns, values, names: [...around, 'since the one before'] };
}
