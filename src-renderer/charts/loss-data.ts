import type { TrainingPoint } from '@contract/learning';

/** More points than this are not drawn: every other one is left out, and again. */
const most = 1200;

/** The curve with one point more; a point of the same moment takes the place of the last. */
export function addPoint(
  points: readonly TrainingPoint[],
  point: TrainingPoint,
): readonly TrainingPoint[] {
  const last = points[points.length - 1];
  // Figures of the later block may come a little after the epoch's own.
  if (last?.epoch === point.epoch) return [...points.slice(0, -1), { ...last, ...known(point) }];
  if (last !== undefined && point.epoch < last.epoch) return [point];
  const all = [...points, point];
  return all.length <= most ? all : thinned(all);
}

function known(point: TrainingPoint): Partial<TrainingPoint> {
  const entries = Object.entries(point).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as Partial<TrainingPoint>;
}

/** Measurements on the later block are few and all stay. */
function thinned(points: readonly TrainingPoint[]): TrainingPoint[] {
  return points.filter(
    ({ validationLoss }, i) => i % 2 === 0 || i === points.length - 1 || validationLoss !== null,
  );
}

/** The curve's lines as pairs of epoch and value. */
export function linesOfTraining(points: readonly TrainingPoint[]): {
  loss: [number, number][];
  validationLoss: [number, number][];
  validationAccuracy: [number, number][];
} {
  const line = (key: 'loss' | 'validationLoss' | 'validationAccuracy'): [number, number][] =>
    points.flatMap((point) => {
      const value = point[key];
      return value === null ? [] : [[point.epoch, value] as [number, number]];
    });
  return {
    loss: line('loss'),
    validationLoss: line('validationLoss'),
    validationAccuracy: line('validationAccuracy'),
  };
}
