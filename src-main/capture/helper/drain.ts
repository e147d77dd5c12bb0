/** Milliseconds between two looks whether something still comes. */
const LOOK_EVERY = 100;
/**
 * So many looks in vain are quiet: longer than the quarter of a second for which the kernel keeps a
 * block of packets that is not full.
 */
const QUIET_LOOKS = 6;
/** As many of the last of these must have found the program asleep. */
const ASLEEP_LOOKS = 2;
/** The longest it takes, in milliseconds; what still lies with the system then is lost. */
const MOST = 15_000;

/**
 * The time between the wish to end and the end. The system keeps packets until the program that records
 * takes them, and throws away, uncounted, what lies there when it ends; so it is ended once everything
 * from before the wish has come: a later packet has, or nothing comes and the program sleeps. One that
 * is awake has packets to take, and only waits for the processor.
 */
export class Drain {
  private readonly looking: NodeJS.Timeout;
  private readonly most: NodeJS.Timeout;
  private isWaiting = false;
  private looks = 0;
  private asleep = 0;
  private isOver = false;

  /**
   * @param end Called once, when it is over.
   * @param isAsleep Whether the program that records has nothing to do.
   */
  constructor(
    private readonly end: () => void,
    private readonly isAsleep: () => boolean,
  ) {
    // Between two looks the event loop reads what has come: a late look alone says nothing.
    this.looking = setInterval(() => this.look(), LOOK_EVERY);
    this.most = setTimeout(() => this.finish(), MOST);
  }

  /** Whoever reads waits for more from now on. */
  waits(): void {
    this.isWaiting = true;
  }

  /** Something came. */
  came(): void {
    this.isWaiting = false;
    this.looks = 0;
    this.asleep = 0;
  }

  finish(): void {
    clearInterval(this.looking);
    clearTimeout(this.most);
    if (this.isOver) return;
    this.isOver = true;
    this.end();
  }

  private look(): void {
    if (!this.isWaiting) return;
    this.looks += 1;
    this.asleep = this.isAsleep() ? this.asleep + 1 : 0;
    if (this.looks >= QUIET_LOOKS && this.asleep >= ASLEEP_LOOKS) this.finish();
  }
}
