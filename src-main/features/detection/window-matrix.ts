import { PAPER_WINDOW } from '../../contract/detection';
import type { FeatureMatrix } from '../../contract/learning';
import { firstAtOrAfter } from '../first-at-or-after';
import type { Moments } from './telling-moments';

/**
 * What happens in each window, counted by column. Of a window that is twice the paper's or longer also the most
 * that happens in one part of it, a paper's window long: what comes at once stands out there.
 * @param ends Seconds since the epoch at which windows end.
 * @param seconds How long each is.
 */
export function windowMatrix(
  { time, column, columns }: Moments,
  ends: ArrayLike<number>,
  seconds: number,
): FeatureMatrix {
  const parts = Math.floor(seconds / PAPER_WINDOW);
  const width = parts > 1 ? 2 * columns : columns;
  const values = new Float32Array(ends.length * width);
  const inPart = new Float32Array(columns);
  for (let row = 0; row < ends.length; row += 1) {
    const start = (ends[row] as number) - seconds;
    const end = firstAtOrAfter(time, ends[row] as number);
    let part = 0;
    inPart.fill(0);
    for (let at = firstAtOrAfter(time, start); at < end; at += 1) {
      const own = column[at] as number;
      values[row * width + own]! += 1;
      if (parts < 2) continue;
      const now = Math.floor(((time[at] as number) - start) / PAPER_WINDOW);
      if (now !== part) {
        part = now;
        inPart.fill(0);
      }
      inPart[own]! += 1;
      const most = row * width + columns + own;
      values[most] = Math.max(values[most]!, inPart[own]!);
    }
  }
  const names = Array.from({ length: width }, (_, index) => `count ${index}`);
  return { rows: ends.length, columns: width, names, values };
}

/** Columns of `windowMatrix`. */
export function matrixColumns({ columns }: Pick<Moments, 'columns'>, seconds: number): number {
  return seconds < 2 * PAPER_WINDOW ? columns : 2 * columns;
}
