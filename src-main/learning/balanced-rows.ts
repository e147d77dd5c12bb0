/**
 * At most `most` rows, spread evenly over each class, every class as often as the others as far as it
 * has rows. Bins drawn from these rows resolve what tells rare classes apart, too; drawn from all
 * rows they would mostly divide the commonest class from itself.
 *
 * @returns rows in ascending order
 */
export function balancedRows(labels: Uint16Array, classes: number, most: number): Int32Array {
  const have = new Int32Array(classes);
  for (const label of labels) have[label]! += 1;
  const take = shares(have, Math.min(most, labels.length));
  const seen = new Int32Array(classes);
  const rows = new Int32Array(take.reduce((sum, count) => sum + count, 0));
  let size = 0;
  for (let row = 0; row < labels.length; row += 1) {
    const label = labels[row]!;
    const before = seen[label]!;
    seen[label] = before + 1;
    // Row `before` of its class is taken when the count that is due passes a whole number there.
    const due = (count: number): number => Math.floor((count * take[label]!) / have[label]!);
    if (due(before + 1) > due(before)) rows[size++] = row;
  }
  return rows;
}

/** Divides `total` as evenly as what each has allows; what is left over goes to the first. */
function shares(have: Int32Array, total: number): Int32Array {
  const take = new Int32Array(have.length);
  let left = total;
  const order = [...have.keys()].sort((one, other) => have[one]! - have[other]! || one - other);
  order.forEach((label, place) => {
    const fair = Math.floor(left / (order.length - place));
    take[label] = Math.min(have[label]!, fair);
    left -= take[label]!;
  });
  return take;
}
