import { HANDSHAKE, INBOUND, KEEPALIVE, OUTBOUND } from '../contract/vantage';
import type { Tunnel } from './tunnel';

type Direction = typeof INBOUND | typeof OUTBOUND;
type Send = (time: number, direction: Direction, payload: number, kind: number) => void;

/** How long before the first packet the tunnel was brought up, in seconds. */
const LEAD = 1;
/** A home that is silent for longer was not recorded: the tunnel is brought up anew. */
const PAUSE = 3600;
/** From the first packet of a handshake to the moment at which data can follow, in seconds. */
const HANDSHAKE_SECONDS = 0.04;

/**
 * The tunnel's own packets between the data: told of every data packet in time order, it sends what
 * the two ends would have sent before it. Each end has a keepalive clock of its own.
 */
export class ControlSchedule {
  private up = false;
  private keyTime = 0;
  private lastData = 0;
  private readonly lastSent: [number, number] = [0, 0];
  /** Time of the first data received since this end last sent; null when there was none. */
  private readonly unanswered: [number | null, number | null] = [null, null];

  constructor(
    private readonly tunnel: Tunnel,
    private readonly send: Send,
  ) {}

  /**
   * To be called before each data packet with the time at which it would appear.
   * @returns The time at which it does: later where it must wait for a handshake.
   */
  beforeData(time: number, direction: Direction): number {
    if (this.up && time - this.lastData > PAUSE) {
      this.up = false;
      this.unanswered[OUTBOUND] = this.unanswered[INBOUND] = null;
    }
    this.lastData = time;
    if (!this.up) this.shakeHands(time - LEAD, OUTBOUND);
    this.keepalives(OUTBOUND, time);
    this.keepalives(INBOUND, time);
    const start = this.renewKey(time, direction);
    this.lastSent[direction] = start;
    this.unanswered[direction] = null;
    const other = direction === OUTBOUND ? INBOUND : OUTBOUND;
    this.unanswered[other] ??= start;
    return start;
  }

  /** Sends the keepalives that are due before `time`, to which no data was sent. */
  idle(time: number): void {
    if (!this.up || time - this.lastData > PAUSE) return;
    this.keepalives(OUTBOUND, time);
    this.keepalives(INBOUND, time);
  }

  private renewKey(time: number, direction: Direction): number {
    const { rekeySeconds, rejectSeconds } = this.tunnel;
    const age = time - this.keyTime;
    if (rejectSeconds !== null && age >= rejectSeconds) {
      // Without a valid key nothing passes: whoever has data shakes hands first. What comes in was
      // captured when it arrived, so its handshake lies before.
      if (direction === INBOUND) this.shakeHands(time - HANDSHAKE_SECONDS, INBOUND);
      else return this.shakeHands(time, OUTBOUND);
    } else if (rekeySeconds !== null && direction === OUTBOUND && age >= rekeySeconds) {
      this.shakeHands(time, OUTBOUND);
    }
    return time;
  }

  /** @returns When the last of its packets has passed. */
  private shakeHands(time: number, initiator: Direction): number {
    let end = time;
    for (const { after, direction, payload } of this.tunnel.handshake) {
      const way = initiator === OUTBOUND ? direction : direction === OUTBOUND ? INBOUND : OUTBOUND;
      this.send(time + after, way, payload, HANDSHAKE);
      end = Math.max(end, time + after);
      this.lastSent[way] = Math.max(this.lastSent[way], time + after);
    }
    this.up = true;
    this.keyTime = time;
    return end;
  }

  private keepalives(direction: Direction, until: number): void {
    const { idleSeconds, payload, repeats } = this.tunnel.keepalive;
    if (repeats) {
      let due = this.lastSent[direction] + idleSeconds;
      for (; due < until; due += idleSeconds) {
        this.send(due, direction, payload, KEEPALIVE);
        this.lastSent[direction] = due;
      }
      return;
    }
    const received = this.unanswered[direction];
    if (received === null || received + idleSeconds >= until) return;
    this.send(received + idleSeconds, direction, payload, KEEPALIVE);
    this.lastSent[direction] = received + idleSeconds;
    this.unanswered[direction] = null;
  }
}
