/** Different lengths kept; more than any link has, but for reassembled datagrams. */
const MOST = 4096;

/** How often each length occurred. */
export class LengthCounts {
  readonly counts = new Map<number, number>();
  total = 0;

  add(length: number): void {
    const before = this.counts.get(length) ?? 0;
    if (before === 0 && this.counts.size >= MOST) return;
    this.counts.set(length, before + 1);
    this.total += 1;
  }

  /** Share of the packets whose length fulfils a condition; 0 without packets. */
  share(fulfils: (length: number) => boolean): number {
    let fitting = 0;
    for (const [length, count] of this.counts) if (fulfils(length)) fitting += count;
    return this.total === 0 ? 0 : fitting / this.total;
  }

  get distinct(): number {
    return this.counts.size;
  }

  get least(): number {
    return Math.min(...this.counts.keys());
  }

  get most(): number {
    return Math.max(0, ...this.counts.keys());
  }
}
