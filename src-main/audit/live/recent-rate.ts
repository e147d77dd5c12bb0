/** Seconds over which a rate is taken. */
const SECONDS = 3;
const SLOTS_PER_SECOND = 5;
const SLOTS = SECONDS * SLOTS_PER_SECOND;

/** How much came a second, over the last three seconds of the wall clock. */
export class RecentRate {
  private readonly slots = new Float64Array(SLOTS);
  private newest = Number.NEGATIVE_INFINITY;
  private first = Number.POSITIVE_INFINITY;

  /** @param now Seconds of a steady clock, never before that of an earlier call. */
  add(amount: number, now: number): void {
    const slot = this.moveTo(now);
    this.slots[slot % SLOTS]! += amount;
    this.first = Math.min(this.first, now);
  }

  /** A second; over less than three seconds while it has not been watched for longer. */
  perSecond(now: number): number {
    this.moveTo(now);
    const sum = this.slots.reduce((all, one) => all + one, 0);
    return sum / Math.min(SECONDS, Math.max(1, now - this.first));
  }

  private moveTo(now: number): number {
    const slot = Math.floor(now * SLOTS_PER_SECOND);
    for (let past = Math.max(this.newest + 1, slot - SLOTS + 1); past <= slot; past++) {
      this.slots[past % SLOTS] = 0;
    }
    this.newest = Math.max(this.newest, slot);
    return slot;
  }
}
