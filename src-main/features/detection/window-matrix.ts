import type { FeatureMatrix } from '../../contract/learning';
import { firstAtOrAfter } from '../first-at-or-after';
import type { Moments } from './telling-moments';

/**
 * What happens in each window, counted by column.
 * @param ends Seconds since the epoch at which windows end.
 * @param seconds How long each is.
 */
export function windowMatrix(
  { time, column, columns }: Moments,
  ends: ArrayLike<number>,
  seconds: number,
): FeatureMatrix {
  const values = new Float32Array(ends.length * columns);
  for (let row = 0; row < ends.length; row += 1) {
    const end = firstAtOrAfter(time, ends[row] as number);
    for (let at = firstAtOrAfter(time, (ends[row] as number) - seconds); at < end; at += 1) {
      values[row * columns + (column[at] as number)]! += 1;
    }
  }
  const names = Array.from({ length: columns }, (_, index) => `count ${index}`);
  return { rows: ends.length, columns, names, values };
}
