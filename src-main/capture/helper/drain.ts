/** The stream has nothing more once nothing came for so long, in milliseconds. */
const QUIET = 250;
/** The longest it takes, in milliseconds; what still lies with the system then is lost. */
const MOST = 4000;

/**
 * The time between the wish to end and the end. The system keeps packets until the program that records
 * takes them, and throws away, uncounted, what lies there when it ends; so it is ended once everything
 * from before the wish has come.
 */
export class Drain {
  private quiet: NodeJS.Timeout | undefined;
  private readonly most: NodeJS.Timeout;
  private isOver = false;

  /** @param end Called once, when it is over. */
  constructor(private readonly end: () => void) {
    this.most = setTimeout(() => this.finish(), MOST);
  }

  /** Whoever reads waits for more from now on. */
  waits(): void {
    clearTimeout(this.quiet);
    if (!this.isOver) this.quiet = setTimeout(() => this.finish(), QUIET);
  }

  /** Something came. */
  came(): void {
    clearTimeout(this.quiet);
  }

  finish(): void {
    clearTimeout(this.quiet);
    clearTimeout(this.most);
    if (this.isOver) return;
    this.isOver = true;
    this.end();
  }
}
