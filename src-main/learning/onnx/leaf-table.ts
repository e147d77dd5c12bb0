import type { Forest } from '../forest';

/** The different leaves of a forest; most trees have many that say the same. */
export interface LeafTable {
  /** `rows` x classes, row-major: class weights of each different leaf. */
  readonly table: Float32Array;
  readonly rows: number;
  /** Row of the table for each leaf of the forest. */
  readonly rowOf: Int32Array;
}

/** Finds the different leaves, in the order in which they occur first. */
export function leafTable(forest: Forest): LeafTable {
  const { classes, leafStart, leafClass, leafWeight } = forest;
  const leaves = leafStart.length - 1;
  const rowOf = new Int32Array(leaves);
  const firstOf = new Int32Array(leaves);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * leaves + 1))).fill(-1);
  let rows = 0;
  for (let leaf = 0; leaf < leaves; leaf += 1) {
    let slot = hash(forest, leaf) & (slots.length - 1);
    while (slots[slot]! >= 0 && !same(forest, firstOf[slots[slot]!]!, leaf)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    if (slots[slot]! < 0) {
      slots[slot] = rows;
      firstOf[rows] = leaf;
      rows += 1;
    }
    rowOf[leaf] = slots[slot]!;
  }
  const table = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row += 1) {
    const leaf = firstOf[row]!;
    for (let pair = leafStart[leaf]!; pair < leafStart[leaf + 1]!; pair += 1) {
      table[row * classes + leafClass[pair]!] = leafWeight[pair]!;
    }
  }
  return { table, rows, rowOf };
}

/** FNV-1a over the leaf's classes and weights. */
function hash({ leafStart, leafClass, leafWeight }: Forest, leaf: number): number {
  let value = 0x811c9dc5;
  for (let pair = leafStart[leaf]!; pair < leafStart[leaf + 1]!; pair += 1) {
    value = Math.imul(value ^ leafClass[pair]!, 0x01000193);
    value = Math.imul(value ^ (leafWeight[pair]! * 2 ** 23), 0x01000193);
  }
  return (value ^ (value >>> 15)) >>> 0;
}

function same({ leafStart, leafClass, leafWeight }: Forest, one: number, other: number): boolean {
  const size = leafStart[one + 1]! - leafStart[one]!;
  if (leafStart[other + 1]! - leafStart[other]! !== size) return false;
  for (let i = 0; i < size; i += 1) {
    const a = leafStart[one]! + i;
    const b = leafStart[other]! + i;
    if (leafClass[a] !== leafClass[b] || leafWeight[a] !== leafWeight[b]) return false;
  }
  return true;
}
