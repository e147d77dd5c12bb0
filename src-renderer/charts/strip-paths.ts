import type { LiveUpdate } from '@contract/live';

type Strip = NonNullable<LiveUpdate['strip']>;
export type StripLane = Strip['lanes'][number];

/** A lane of the strip as three path strings: one drawing each however many bins there are. */
export interface LanePaths {
  right: string;
  wrong: string;
  unlabelled: string;
}

export interface StripSize {
  /** Width of all bins together, and height of a lane, in units of the drawing. */
  width: number;
  height: number;
  bins: number;
  /** The largest bin of all lanes: it is as high as the lane. */
  most: number;
}

/** The number of bins, and the packets of the fullest. */
export function extentOf(lanes: readonly StripLane[]): { bins: number; most: number } {
  let bins = 0;
  let most = 1;
  for (const { packets } of lanes) {
    bins = Math.max(bins, packets.length);
    for (const count of packets) if (count > most) most = count;
  }
  return { bins, most };
}

/**
 * Bars of a lane, a stack for each bin: rightly named below, wrongly named on it, not yet named on
 * top. The whole stack's height is logarithmic, its parts are shares of it.
 */
export function lanePaths(lane: StripLane, size: StripSize): LanePaths {
  const { width, height, bins, most } = size;
  const step = width / Math.max(1, bins);
  const bar = Math.max(0.5, step - Math.min(1, step / 4));
  const paths: LanePaths = { right: '', wrong: '', unlabelled: '' };
  lane.packets.forEach((packets, i) => {
    if (packets <= 0) return;
    const labelled = Math.min(packets, lane.labelled[i] ?? 0);
    const correct = Math.min(labelled, lane.correct[i] ?? 0);
    const full = Math.max(1.5, (height * Math.log1p(packets)) / Math.log1p(most));
    const x = (i * step).toFixed(1);
    let floor = height;
    const stack = (count: number): string => {
      if (count <= 0) return '';
      const part = (full * count) / packets;
      floor -= part;
      return `M${x} ${floor.toFixed(1)}h${bar.toFixed(1)}v${part.toFixed(1)}h-${bar.toFixed(1)}z`;
    };
    paths.right += stack(correct);
    paths.wrong += stack(labelled - correct);
    paths.unlabelled += stack(packets - labelled);
  });
  return paths;
}
