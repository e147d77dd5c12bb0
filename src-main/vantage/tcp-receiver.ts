/** Delayed acknowledgement of Linux, RFC 1122, section 4.2.3.2: for every second segment, or after so long. */
const DELAYED = 0.04;
const NEVER = Number.POSITIVE_INFINITY;

/** The receiving end of one direction of a TCP connection: when it acknowledges what arrived. */
export class TcpReceiver {
  /** When something is to be done: a segment arrives, or an acknowledgement is due. */
  due = NEVER;
  /** Segments on their way: times of arrival, those of full segments negative. */
  private arrivals: number[] = [];
  private first = 0;
  private waiting = 0;
  private ackAt = NEVER;
  private hasSmall = false;

  /** @param delay From a segment's passing to the passing of what its receiver says to it. */
  constructor(private readonly delay: number) {}

  /** A segment passes; it arrives later. */
  arrives(time: number, isFull: boolean): void {
    const arrival = time + this.delay;
    this.arrivals.push(isFull ? -arrival : arrival);
    this.setDue();
  }

  /** @returns Whether what arrived is to be acknowledged at `time`. */
  take(time: number): boolean {
    if (this.ackAt <= time) return true;
    const next = this.arrivals[this.first];
    if (next === undefined) return false;
    if (++this.first === 1024) {
      this.arrivals = this.arrivals.slice(this.first);
      this.first = 0;
    }
    if (next > 0) this.hasSmall = true;
    this.waiting++;
    if (this.waiting === 1) this.ackAt = Math.abs(next) + DELAYED;
    this.setDue();
    return this.waiting === 2;
  }

  /** What arrived is acknowledged. @returns Whether a segment that was not full is among it. */
  acknowledge(): boolean {
    const { hasSmall } = this;
    this.waiting = 0;
    this.ackAt = NEVER;
    this.hasSmall = false;
    this.setDue();
    return hasSmall;
  }

  private setDue(): void {
    const next = this.arrivals[this.first];
    this.due = Math.min(this.ackAt, next === undefined ? NEVER : Math.abs(next));
  }
}
