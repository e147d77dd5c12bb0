/**
 * Area under the ROC curve of telling unknown rows from known ones by how sure a model is of them: the
 * chance that a row of an unknown type has a lower score than one of a known type, ties counting half
 * (Hanley and McNeil, Radiology 1982). 1 tells them apart, 0.5 is a coin.
 * @param unknown Scores of rows of unknown types.
 * @param known Scores of the others, each with its weight, above 0.
 * @returns null where either is empty
 */
export function areaUnderRoc(
  unknown: Float64Array,
  known: Float64Array,
  weight: Float64Array,
): number | null {
  if (unknown.length === 0 || known.length === 0) return null;
  const order = Int32Array.from(known, (_, i) => i).sort((a, b) => known[a]! - known[b]!);
  const sorted = Float64Array.from(order, (i) => known[i] as number);
  /** Weight of all before each place. */
  const before = new Float64Array(order.length + 1);
  order.forEach((i, place) => (before[place + 1] = before[place]! + (weight[i] as number)));
  const all = before[order.length] as number;
  let above = 0;
  for (const score of unknown) {
    const least = firstFrom(sorted, score, (value, bound) => value >= bound);
    const most = firstFrom(sorted, score, (value, bound) => value > bound);
    above += all - (before[most] as number) + (before[most]! - before[least]!) / 2;
  }
  return above / (all * unknown.length);
}

/** The first place of an ascending array whose value passes. */
function firstFrom(
  sorted: Float64Array,
  bound: number,
  passes: (value: number, bound: number) => boolean,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(sorted[middle] as number, bound)) high = middle;
    else low = middle + 1;
  }
  return low;
}
