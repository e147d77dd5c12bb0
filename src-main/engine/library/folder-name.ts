/**
 * A name for the folder of a model: the letters and digits of its name, with a number when there is such a
 * folder already.
 * @param taken Names of the folders that are there.
 */
export function freeFolder(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  const base = plain || 'model';
  for (let number = 1; ; number++) {
    const folder = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(folder)) return folder;
  }
}
