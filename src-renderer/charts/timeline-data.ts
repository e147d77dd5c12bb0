import type { Timeline } from '@contract/results';

/** One step of one lane, in packets; steps in which nothing happened are left out. */
export interface TimelineCell {
  lane: number;
  bin: number;
  /** Sent by the type and recognised. */
  right: number;
  /** Sent by the type, given another name. */
  missed: number;
  /** Sent by others, given this name. */
  wrong: number;
}

export function timelineCells(timeline: Timeline): TimelineCell[] {
  return timeline.lanes.flatMap((lane, index) =>
    lane.truth.flatMap((truth, bin) => {
      const right = lane.correct[bin] ?? 0;
      const labelled = lane.labelled[bin] ?? 0;
      if (truth === 0 && labelled === 0) return [];
      return [{ lane: index, bin, right, missed: truth - right, wrong: labelled - right }];
    }),
  );
}

/** The same over the whole test part, a row for each lane. */
export function timelineTotals(
  timeline: Timeline,
): { type: string; right: number; missed: number; wrong: number }[] {
  const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
  return timeline.lanes.map((lane) => {
    const right = sum(lane.correct);
    return {
      type: lane.type,
      right,
      missed: sum(lane.truth) - right,
      wrong: sum(lane.labelled) - right,
    };
  });
}

/** True when the time of day alone would not say which day is meant. */
export function spansDays(timeline: Timeline): boolean {
  const day = (seconds: number): number => Math.floor(seconds / 86_400);
  return day(timeline.start) !== day(timeline.start + timeline.bins * timeline.binSeconds - 1);
}

/** Lanes as shown: phones and computers last, the rest by name. */
export function orderedLanes(timeline: Timeline, last: string): Timeline {
  const rank = (type: string): number => (type === last ? 1 : 0);
  const lanes = [...timeline.lanes].sort(
    (a, b) => rank(a.type) - rank(b.type) || a.type.localeCompare(b.type),
  );
  return { ...timeline, lanes };
}

/** Height of a count, 0 to 1, on the logarithmic scale all lanes share; 1 packet is still seen. */
export function heightOf(count: number, most: number): number {
  if (count <= 0 || most <= 0) return 0;
  return 0.12 + 0.88 * (Math.log1p(count) / Math.log1p(most));
}
