/** So far before the newest a packet is not late: the clock was set, or the newest came of no clock. */
const FAR = 10;
/** A single packet may say anything; so many in a row are believed. */
const IN_A_ROW = 5;

/** Notices that packets come from far before the newest, and keep doing so. */
export class StepBack {
  private inARow = 0;
  private latest = Number.NEGATIVE_INFINITY;

  /**
   * A packet came.
   * @param time Its own, seconds since the epoch.
   * @param newest Time of the newest packet so far.
   * @returns The time that is the newest one from now on; null when nothing stepped.
   */
  observe(time: number, newest: number): number | null {
    if (time >= newest - FAR) {
      this.inARow = 0;
      return null;
    }
    this.latest = this.inARow === 0 ? time : Math.max(this.latest, time);
    if (++this.inARow < IN_A_ROW) return null;
    this.inARow = 0;
    return this.latest;
  }
}
