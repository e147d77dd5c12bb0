/** No answer of a forest is certain. */
const LEAST = 0.005;

/**
 * What each candidate of one device was, all candidates together: what surrounds it says one thing, and
 * what was done before and after another (a door that was locked is unlocked next). Forward-backward
 * (Rabiner 1989) over the last interaction.
 *
 * @param given probabilities of the classifier, `rows` x `classes`; the last class is "none of them",
 *   after which the last interaction stays what it was
 * @param follows how much likelier than otherwise `b` is after `a`
 * @returns probabilities of the same shape, each row summing to 1
 */
export function decode(
  given: Float32Array,
  classes: number,
  follows: readonly (readonly number[])[],
): Float64Array {
  const rows = given.length / classes;
  const none = classes - 1;
  // The state is the last interaction; `none` stands for "not known yet", from which all are as likely.
  const weight = (from: number, to: number): number =>
    from === none ? 1 : (follows[from] as readonly number[])[to]!;
  const chance = (row: number, label: number): number =>
    Math.max(LEAST, given[row * classes + label] as number);

  const forward = new Float64Array((rows + 1) * classes);
  forward[none] = 1;
  for (let row = 0; row < rows; row += 1) {
    const before = forward.subarray(row * classes, (row + 1) * classes);
    const after = forward.subarray((row + 1) * classes, (row + 2) * classes);
    for (let from = 0; from < classes; from += 1) {
      after[from]! += before[from]! * chance(row, none);
      for (let to = 0; to < none; to += 1)
        after[to]! += before[from]! * chance(row, to) * weight(from, to);
    }
    normalise(after);
  }

  const out = new Float64Array(rows * classes);
  let backward = new Float64Array(classes).fill(1);
  for (let row = rows - 1; row >= 0; row -= 1) {
    const before = forward.subarray(row * classes, (row + 1) * classes);
    const earlier = new Float64Array(classes);
    const here = out.subarray(row * classes, (row + 1) * classes);
    for (let from = 0; from < classes; from += 1) {
      const stay = chance(row, none) * backward[from]!;
      earlier[from]! += stay;
      here[none]! += before[from]! * stay;
      for (let to = 0; to < none; to += 1) {
        const go = chance(row, to) * weight(from, to) * backward[to]!;
        earlier[from]! += go;
        here[to]! += before[from]! * go;
      }
    }
    normalise(here);
    normalise(earlier);
    backward = earlier;
  }
  return out;
}

function normalise(values: Float64Array): void {
  const sum = values.reduce((total, value) => total + value, 0);
  for (let i = 0; i < values.length; i += 1) values[i]! /= sum;
}

/**
 * How much likelier than otherwise one interaction is after another, from the order in which they were
 * done; one of each pair is added, so that nothing is impossible.
 * @param order indexes of interactions, in order of time
 */
export function followsOf(order: readonly number[], interactions: number): number[][] {
  const pairs = Array.from({ length: interactions }, () => new Array<number>(interactions).fill(1));
  const totals = new Array<number>(interactions).fill(1);
  order.forEach((now, i) => {
    totals[now]! += 1;
    if (i > 0) pairs[order[i - 1] as number]![now]! += 1;
  });
  const all = totals.reduce((sum, count) => sum + count, 0);
  return pairs.map((row) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count, to) => count / sum / (totals[to]! / all));
  });
}
