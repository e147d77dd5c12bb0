import type { Bounded, ShapedRun } from '@contract/shaping';
import type { PublishedPoint } from '@contract/shaping-parameters';

/** What a shaping is paid in: bytes sent over bytes before, or seconds that 95 % of the packets wait at most. */
export type CostAxis = 'bytes' | 'wait';

/**
 * `adaptive`: the figure that counts. `static` flatters the shaping; `now` is the setting being tried, by the
 * same adversary on a part of the traffic. `published`: from the literature.
 */
export type PointKind = 'adaptive' | 'static' | 'now' | 'published';

/** One mark of the chart. `protection`: share of smart devices' packets that are not told right. */
export interface TradePoint {
  key: string;
  kind: PointKind;
  /** In the unit of the axis. */
  cost: number;
  protection: number;
  /** 95 % interval of the protection; null where there is none. */
  low: number | null;
  high: number | null;
  feasible: boolean;
}

/** A run as a point; null where no packet of a smart device was tested. */
export function pointOfRun(key: string, run: ShapedRun, axis: CostAxis): TradePoint | null {
  const kind = run.adaptive === null ? 'static' : 'adaptive';
  const told = (run.adaptive ?? run.static).iotAccuracy;
  return told === null ? null : pointOf(key, kind, run.cost, told, axis);
}

/** A point of what is told of smart devices at a cost. */
export function pointOf(
  key: string,
  kind: PointKind,
  cost: Pick<ShapedRun['cost'], 'bytesRatio' | 'latencySeconds' | 'feasible'>,
  told: Bounded,
  axis: CostAxis,
): TradePoint {
  const of = (value: number | null): number | null =>
    value === null ? null : 1 - Math.min(1, Math.max(0, value));
  return {
    key,
    kind,
    cost: axis === 'bytes' ? cost.bytesRatio : cost.latencySeconds.p95,
    protection: of(told.value) ?? 0,
    low: of(told.high),
    high: of(told.low),
    feasible: cost.feasible,
  };
}

/** What was published, where it says both what it cost on this axis and what was told; else null. */
export function pointOfPublished(
  key: string,
  { bytesRatio, latencySeconds, accuracyAfter }: PublishedPoint,
  axis: CostAxis,
): TradePoint | null {
  const cost = axis === 'bytes' ? bytesRatio : latencySeconds;
  if (cost === null || accuracyAfter === null) return null;
  const protection = 1 - accuracyAfter;
  return { key, kind: 'published', cost, protection, low: null, high: null, feasible: true };
}

/**
 * The points that no other one beats: none costs as little or less and protects as much or more, in one of
 * them strictly. Of those that can be kept up, against an adversary who adapts; the cheapest first.
 */
export function paretoFront(points: readonly TradePoint[]): TradePoint[] {
  const fair = points
    .filter(({ kind, feasible }) => kind === 'adaptive' && feasible)
    .sort((a, b) => a.cost - b.cost || b.protection - a.protection);
  const front: TradePoint[] = [];
  let best = -Infinity;
  for (const point of fair) {
    const last = front.at(-1);
    const equal = last && last.cost === point.cost && last.protection === point.protection;
    if (point.protection > best || equal) front.push(point);
    best = Math.max(best, point.protection);
  }
  return front;
}

/** Where a cost stands on its axis: logarithmic, for waits from a millisecond on with none at 0. */
export function placeOfCost(cost: number, axis: CostAxis): number {
  return axis === 'bytes'
    ? Math.log10(Math.max(1, cost))
    : Math.log10(1 + Math.max(0, cost) * 1000);
}

const bytesTicks = [1, 1.2, 1.5, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000];
const waitTicks = [0, 0.001, 0.01, 0.1, 1, 10, 60];

/** Costs to name on the axis, and the end of it: as far as the points reach, and never too short to be read. */
export function costTicks(points: readonly TradePoint[], axis: CostAxis): number[] {
  const [ticks, least] = axis === 'bytes' ? [bytesTicks, 3] : [waitTicks, 0.1];
  const most = Math.max(least, ...points.map(({ cost }) => cost));
  const end = ticks.findIndex((tick) => tick >= most);
  return end < 0 ? ticks : ticks.slice(0, end + 1);
}
