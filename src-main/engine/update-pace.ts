/** Milliseconds between two updates at the least, and at the most. */
const LEAST = 100;
const MOST = 1000;

/** When the window is told how a capture stands: at most ten times a second, at least once. */
export class UpdatePace {
  private changed = true;
  private last = Number.NEGATIVE_INFINITY;

  /** There is something new to tell. */
  change(): void {
    this.changed = true;
  }

  /**
   * Whether to tell now; it counts as told.
   * @param now Milliseconds of a steady clock.
   */
  isDue(now: number): boolean {
    if (now - this.last < (this.changed ? LEAST : MOST)) return false;
    this.changed = false;
    this.last = now;
    return true;
  }
}
