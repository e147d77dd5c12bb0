/**
 * The packets that are learned from: those with a class, of each class at most `most`, spread evenly
 * over its time. Phones send twenty times what all devices together do; more of the same teaches
 * nothing and lets rare devices go under.
 * @param labels Class of each packet; from `classes` on there is none.
 * @returns Ascending.
 */
export function trainingRows(labels: Uint16Array, classes: number, most: number): Int32Array {
  const have = new Float64Array(classes);
  for (const label of labels) if (label < classes) have[label]!++;
  const take = have.map((packets) => Math.min(packets, most));
  const rows = new Int32Array(take.reduce((sum, packets) => sum + packets, 0));
  const seen = new Float64Array(classes);
  let size = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (label >= classes) continue;
    const due = (packets: number): number =>
      Math.floor((packets * (take[label] as number)) / (have[label] as number));
    const before = seen[label]!++;
    if (due(before + 1) > due(before)) rows[size++] = i;
  }
  return rows;
}
