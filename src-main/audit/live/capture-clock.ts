/** How long a packet may be on its way from the interface to us, in seconds. */
const LATE = 0.5;

/**
 * What time it is at the interface that is recorded, whose clock may be another machine's: taken from
 * the packet that came the fastest so far.
 */
export class CaptureClock {
  /** Time of the newest packet. */
  newest = Number.NEGATIVE_INFINITY;
  private offset = Number.POSITIVE_INFINITY;

  /**
   * A packet came.
   * @param time Its own time, seconds since the epoch.
   * @param now Seconds of our steady clock.
   */
  observe(time: number, now: number): void {
    this.newest = Math.max(this.newest, time);
    this.offset = Math.min(this.offset, now - time);
  }

  /** Time until which everything has come in: that of the newest packet, or a while ago. */
  complete(now: number): number {
    return Math.max(this.newest, this.at(now) - LATE);
  }

  /** Time at the interface. */
  at(now: number): number {
    return now - this.offset;
  }
}
