/** Grants an act at most so many times within any span of so many milliseconds. */
export class Ration {
  private taken: number[] = [];

  constructor(
    private readonly most: number,
    private readonly milliseconds: number,
  ) {}

  /** True when the act may be done now; it counts as done. */
  take(): boolean {
    const now = performance.now();
    this.taken = this.taken.filter((time) => now - time < this.milliseconds);
    if (this.taken.length >= this.most) return false;
    this.taken.push(now);
    return true;
  }
}
