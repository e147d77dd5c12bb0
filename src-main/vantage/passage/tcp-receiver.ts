import { RecordQueue } from './record-queue';

/** Delayed acknowledgement of Linux, RFC 1122, section 4.2.3.2: for every second segment, or after so long. */
const DELAYED = 0.04;
const NEVER = Number.POSITIVE_INFINITY;
const FULL = 1;
const SMALL = 2;

/** The receiving end of one direction of a TCP connection: when it acknowledges what arrived. */
export class TcpReceiver {
  /** When something is to be done: a segment arrives, or an acknowledgement is due. */
  due = NEVER;
  /** Segments on their way: when they arrive, and whether they are full. */
  private readonly arrivals = new RecordQueue();
  private waiting = 0;
  private ackAt = NEVER;
  private hasSmall = false;

  /** @param delay From a segment's passing to the passing of what its receiver says to it. */
  constructor(private readonly delay: number) {}

  /** A segment passes; it arrives later. */
  arrives(time: number, isFull: boolean): void {
    this.arrivals.push(time + this.delay, 0, -1, isFull ? FULL : SMALL);
    this.setDue();
  }

  /** @returns Whether what arrived is to be acknowledged at `time`. */
  take(time: number): boolean {
    if (this.ackAt <= time) return true;
    const { arrivals } = this;
    if (arrivals.time > time) return false;
    if (arrivals.kind === SMALL) this.hasSmall = true;
    if (this.waiting++ === 0) this.ackAt = arrivals.time + DELAYED;
    arrivals.shift();
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
    this.due = Math.min(this.ackAt, this.arrivals.time);
  }
}
