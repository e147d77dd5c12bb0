/** A step of a counter that counts packets: some may be lost, few overtake each other. */
const MOST_STEP = 256;
const WORD = 2 ** 32;

/** Whether a number in the packets of one direction counts them. */
export class CounterTrack {
  /** Numbers seen, and those that follow closely on the one before. */
  seen = 0;
  steps = 0;
  /** Numbers that are the one before again. */
  repeats = 0;
  private last = -1;

  /** @param value of 32 bits; -1 where it was not captured */
  add(value: number): void {
    if (value < 0) return;
    if (this.seen > 0) {
      const step = (value - this.last + WORD) % WORD;
      if (step === 0) this.repeats += 1;
      else if (step <= MOST_STEP || WORD - step <= 64) this.steps += 1;
    }
    this.seen += 1;
    this.last = value;
  }

  /** Whether it counts; a number that is random does so once in 2^23. */
  get counts(): boolean {
    return this.seen >= 4 && this.steps >= 0.8 * (this.seen - 1);
  }
}
