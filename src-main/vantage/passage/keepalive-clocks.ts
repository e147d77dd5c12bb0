import { INBOUND, OUTBOUND } from '../../contract/vantage';
import type { ControlPacket, Keepalive } from '../tunnels/tunnel';

type Direction = typeof INBOUND | typeof OUTBOUND;

interface Clock {
  readonly keepalive: Keepalive;
  /** Which way the end sends that this clock belongs to. */
  readonly direction: Direction;
  readonly packets: readonly ControlPacket[];
}

const NEVER = Number.POSITIVE_INFINITY;

/** When the two ends of a tunnel have been silent for so long that they send something. */
export class KeepaliveClocks {
  private readonly clocks: readonly Clock[];
  /** By direction: when something was sent last. */
  private readonly lastSent: [number, number] = [0, 0];
  /** By direction of the end: time of the first data it received since it last sent; NEVER: none. */
  private readonly unanswered: [number, number] = [NEVER, NEVER];
  private readonly answerSeconds: number;

  constructor(keepalives: readonly Keepalive[]) {
    this.clocks = keepalives.flatMap((keepalive) =>
      (keepalive.ends === 'both' ? ([OUTBOUND, INBOUND] as const) : ([OUTBOUND] as const)).map(
        (direction) => ({
          keepalive,
          direction,
          packets: direction === OUTBOUND ? keepalive.packets : keepalive.packets.map(turned),
        }),
      ),
    );
    this.answerSeconds = keepalives.find(({ after }) => after === 'unanswered')?.seconds ?? NEVER;
  }

  /** The tunnel comes up. */
  restart(time: number): void {
    this.lastSent.fill(time);
    this.unanswered.fill(NEVER);
  }

  sentData(time: number, direction: Direction): void {
    this.sentControl(time, direction);
    const other = direction === OUTBOUND ? INBOUND : OUTBOUND;
    if (this.unanswered[other] === NEVER) this.unanswered[other] = time;
  }

  sentControl(time: number, direction: Direction): void {
    if (time > this.lastSent[direction]) this.lastSent[direction] = time;
    this.unanswered[direction] = NEVER;
  }

  /** When data sent in that direction calls for an answer. */
  earliest(direction: Direction): number {
    const other = direction === OUTBOUND ? INBOUND : OUTBOUND;
    return this.unanswered[other] + this.answerSeconds;
  }

  /** When the next is due. */
  get due(): number {
    let due = NEVER;
    for (const clock of this.clocks) due = Math.min(due, this.dueOf(clock));
    return due;
  }

  /** What is sent at `due`; its clock starts anew. */
  take(due: number): readonly ControlPacket[] {
    const clock = this.clocks.find((one) => this.dueOf(one) === due);
    if (!clock) return [];
    const { keepalive, direction, packets } = clock;
    // Until its packets pass, which may be later than this.
    for (const packet of packets) this.sentControl(due, packet.direction);
    if (keepalive.after === 'nothing-received') {
      this.lastSent[direction === OUTBOUND ? INBOUND : OUTBOUND] = due;
    }
    return packets;
  }

  private dueOf({ keepalive, direction }: Clock): number {
    const other = direction === OUTBOUND ? INBOUND : OUTBOUND;
    switch (keepalive.after) {
      case 'nothing-sent':
        return this.lastSent[direction] + keepalive.seconds;
      case 'nothing-received':
        return this.lastSent[other] + keepalive.seconds;
      case 'unanswered':
        return this.unanswered[direction] + keepalive.seconds;
    }
  }
}

function turned(packet: ControlPacket): ControlPacket {
  return { ...packet, direction: packet.direction === OUTBOUND ? INBOUND : OUTBOUND };
}
