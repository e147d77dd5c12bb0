import {
  DATA,
  INBOUND,
  OUTBOUND,
  outerKinds,
  type OuterKind,
  type ViewWithOrigin,
} from '../../contract/vantage';

/** Packets of a view by what they are for. */
export function countKinds({ kind }: ViewWithOrigin): Record<OuterKind, number> {
  const counts = outerKinds.map((_, index) => kind.filter((one) => one === index).length);
  return Object.fromEntries(outerKinds.map((name, i) => [name, counts[i]])) as Record<
    OuterKind,
    number
  >;
}

/** Lengths of the packets of one direction that carry data, in their order. */
export function dataLengths({ view, kind }: ViewWithOrigin, direction: number): number[] {
  const { length } = view;
  return [...length].filter((_, i) => kind[i] === DATA && view.direction[i] === direction);
}

/** How many lengths differ between two multisets. */
export function unlikeLengths(one: readonly number[], other: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const length of one) counts.set(length, (counts.get(length) ?? 0) + 1);
  for (const length of other) counts.set(length, (counts.get(length) ?? 0) - 1);
  return [...counts.values()].reduce((sum, count) => sum + Math.abs(count), 0);
}

/** Times between neighbouring packets that carry data, sorted; of one direction, or of both. */
export function intervals({ view, kind }: ViewWithOrigin, direction: number | null): Float64Array {
  const times = view.time.filter(
    (_, i) => kind[i] === DATA && (direction === null || view.direction[i] === direction),
  );
  return times
    .subarray(1)
    .map((time, i) => time - (times[i] as number))
    .sort();
}

/** The two-sample Kolmogorov-Smirnov distance of two sorted samples, between 0 and 1. */
export function kolmogorovSmirnov(one: Float64Array, other: Float64Array): number {
  let most = 0;
  for (let i = 0, k = 0; i < one.length && k < other.length;) {
    const value = Math.min(one[i] as number, other[k] as number);
    while (i < one.length && (one[i] as number) <= value) i++;
    while (k < other.length && (other[k] as number) <= value) k++;
    most = Math.max(most, Math.abs(i / one.length - k / other.length));
  }
  return most;
}

/** Distances of the times between packets: of all, of those inbound, of those outbound. */
export function intervalDistances(one: ViewWithOrigin, other: ViewWithOrigin): number[] {
  return [null, INBOUND, OUTBOUND].map((direction) =>
    kolmogorovSmirnov(intervals(one, direction), intervals(other, direction)),
  );
}
