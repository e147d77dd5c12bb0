import type { DetectionScores, DetectionWindow } from '../../contract/detection';
import { firstAtOrAfter } from '../../features';
import type { OpenCounter } from '../../inference';
import type { View } from '../../contract/vantage';
import type { Job } from '../../contract/job';
import type { TypePackets } from './owners';

/** Fills in how many devices of a type say something, where it is there: one at least. */
export async function countWindows(
  view: View,
  open: OpenCounter,
  windows: readonly DetectionWindow[],
  job: Job,
): Promise<void> {
  const { type } = open.counter;
  const there = windows.filter(({ present }) => present[type] !== false);
  for (const one of windows) one.count[type] = 0;
  const found = await open.ask(
    view,
    there.map(({ end }) => end),
    job,
  );
  there.forEach((one, i) => (one.count[type] = Math.max(1, Math.round(found[i]!))));
}

/** Compares numbers with those of the devices that say something, in windows in which one does. */
export function scoreCounts(
  view: View,
  { devices }: TypePackets,
  { type, window }: { readonly type: string; readonly window: number },
  windows: readonly DetectionWindow[],
  scores: DetectionScores,
): void {
  const times = devices.map((rows) => Float64Array.from(rows, (row) => view.time[row] as number));
  const speaking = (end: number): number =>
    times.filter((own) => firstAtOrAfter(own, end) > firstAtOrAfter(own, end - window)).length;
  const off = windows.flatMap(({ end, count }) => {
    const truth = speaking(end);
    return truth === 0 ? [] : [Math.abs(count[type]! - truth)];
  });
  const isNone = off.length === 0;
  scores.countError[type] = isNone ? null : off.reduce((sum, one) => sum + one, 0) / off.length;
  scores.countedRight[type] = isNone ? null : off.filter((one) => one === 0).length / off.length;
}
