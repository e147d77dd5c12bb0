import { shapingCatalogue } from '@contract/shaping-catalogue';
import type { ShapingTrial } from '@contract/shaping';
import {
  pointOf,
  pointOfPublished,
  pointOfRun,
  type CostAxis,
  type TradePoint,
} from '../../charts/trade-off-data';
import type { KeptRun } from '../../stores/shaping-runs';

/** A published figure with where its words are. */
export const publishedFigures = shapingCatalogue.flatMap(({ name, published }) =>
  published.map((figure, i) => ({ key: `published ${name} ${i}`, name, i, figure })),
);

/** All marks of the chart: the literature's below, then the runs, the setting being tried on top. */
export function tradePoints(
  runs: readonly KeptRun[],
  trial: ShapingTrial | null,
  axis: CostAxis,
): TradePoint[] {
  const points = publishedFigures.map(({ key, figure }) => pointOfPublished(key, figure, axis));
  for (const { id, run } of runs) points.push(pointOfRun(`run ${id}`, run, axis));
  const told = trial?.after.iotAccuracy ?? null;
  if (trial !== null && told !== null) points.push(pointOf('now', 'now', trial.cost, told, axis));
  return points.filter((point) => point !== null);
}
