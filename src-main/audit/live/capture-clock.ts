import { StepBack } from './step-back';

/** How long a packet may be on its way from the interface to us, in seconds. */
const LATE = 0.5;

/**
 * What time it is at the interface that is recorded, whose clock may be another machine's: taken from
 * the packet that came the fastest so far. When that clock is set back, it starts anew.
 */
export class CaptureClock {
  /** Time of the newest packet. */
  newest = Number.NEGATIVE_INFINITY;
  private offset = Number.POSITIVE_INFINITY;
  private readonly stepBack = new StepBack();

  /**
   * A packet came.
   * @param time Its own time, seconds since the epoch.
   * @param now Seconds of our steady clock.
   * @returns Whether the clock was set back: what came before lies in a future of its own.
   */
  observe(time: number, now: number): boolean {
    const stepped = this.stepBack.observe(time, this.newest);
    if (stepped !== null) {
      this.newest = stepped;
      this.offset = now - stepped;
      return true;
    }
    this.newest = Math.max(this.newest, time);
    this.offset = Math.min(this.offset, now - time);
    return false;
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
