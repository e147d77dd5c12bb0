/** Entries; a home has some hundred pairs that talk at the same time. */
const ENTRIES = 1024;

/**
 * The pairs of addresses seen last and their indexes, direct-mapped by a hash of both: nearly every
 * frame is of a pair that talked just before, so one look replaces two in the big tables. A pair is
 * three words for MAC addresses (destination and source as they lie in the frame), two for IPv4.
 */
export class AddressPairCache {
  /** Indexes of the pair found or added last. */
  first = -1;
  second = -1;
  private readonly words = new Int32Array(ENTRIES * 3);
  private readonly indexes = new Int32Array(ENTRIES * 2).fill(-1);
  private entry = 0;

  /** Whether the pair is there; `first` and `second` are then its indexes. */
  find(a: number, b: number, c: number): boolean {
    const { words, indexes } = this;
    let h = Math.imul(a, 0x9e3779b1) ^ b;
    h = Math.imul(h ^ (h >>> 15), 0x85ebca77) ^ c;
    const entry = (Math.imul(h ^ (h >>> 13), 0xc2b2ae3d) >>> 22) & (ENTRIES - 1);
    this.entry = entry;
    const at = entry * 3;
    if (words[at] !== a || words[at + 1] !== b || words[at + 2] !== c) return false;
    this.first = indexes[entry * 2]!;
    this.second = indexes[entry * 2 + 1]!;
    return this.first >= 0;
  }

  /** Keeps the pair that `find` did not find. */
  keep(a: number, b: number, c: number, first: number, second: number): void {
    const { words, indexes, entry } = this;
    words[entry * 3] = a;
    words[entry * 3 + 1] = b;
    words[entry * 3 + 2] = c;
    indexes[entry * 2] = this.first = first;
    indexes[entry * 2 + 1] = this.second = second;
  }
}
