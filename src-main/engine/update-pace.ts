/** Milliseconds between two updates at the least, and at the most. */
const LEAST = 100;
const MOST = 1000;
/** An update waits so many times as long as the last one took: recording comes first. */
const REST = 4;

/** When the window is told how a capture stands: at most ten times a second, at least once. */
export class UpdatePace {
  private changed = true;
  private last = Number.NEGATIVE_INFINITY;
  private least = 0;

  /** There is something new to tell. */
  change(): void {
    this.changed = true;
  }

  /**
   * Whether to tell now; it counts as told.
   * @param now Milliseconds of a steady clock.
   */
  isDue(now: number): boolean {
    if (now - this.last < Math.max(this.least, this.changed ? LEAST : MOST)) return false;
    this.changed = false;
    this.last = now;
    return true;
  }

  /** The update took so long; a home of very many addresses makes it slow. */
  took(milliseconds: number): void {
    this.least = (1 + REST) * milliseconds;
  }
}
