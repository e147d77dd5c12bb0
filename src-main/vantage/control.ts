import { INBOUND, OUTBOUND } from '../contract/vantage';
import type { Tunnel } from './tunnel';

type Send = (time: number, direction: typeof INBOUND | typeof OUTBOUND, payload: number) => void;

/** How long before the first packet the tunnel was brought up, in seconds. */
const LEAD = 1;
/** A home that is silent for longer was not recorded: the tunnel is brought up anew. */
const PAUSE = 3600;

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

  /** To be called before each data packet, with the time at which it appears. */
  beforeData(time: number, direction: typeof INBOUND | typeof OUTBOUND): void {
    if (this.up && time - this.lastData > PAUSE) {
      this.up = false;
      this.unanswered[OUTBOUND] = this.unanswered[INBOUND] = null;
    }
    this.lastData = time;
    if (!this.up) this.shakeHands(time - LEAD);
    this.keepalives(OUTBOUND, time);
    this.keepalives(INBOUND, time);
    const { rekeySeconds } = this.tunnel;
    if (rekeySeconds !== null && direction === OUTBOUND && time - this.keyTime >= rekeySeconds) {
      this.shakeHands(time);
    }
    this.lastSent[direction] = time;
    this.unanswered[direction] = null;
    const other = direction === OUTBOUND ? INBOUND : OUTBOUND;
    this.unanswered[other] ??= time;
  }

  private shakeHands(time: number): void {
    for (const { after, direction, payload } of this.tunnel.handshake) {
      this.send(time + after, direction, payload);
      this.lastSent[direction] = Math.max(this.lastSent[direction], time + after);
    }
    this.up = true;
    this.keyTime = time;
  }

  private keepalives(direction: typeof INBOUND | typeof OUTBOUND, until: number): void {
    const { idleSeconds, payload, repeats } = this.tunnel.keepalive;
    if (repeats) {
      let due = this.lastSent[direction] + idleSeconds;
      for (; due < until; due += idleSeconds) {
        this.send(due, direction, payload);
        this.lastSent[direction] = due;
      }
      return;
    }
    const received = this.unanswered[direction];
    if (received === null || received + idleSeconds >= until) return;
    this.send(received + idleSeconds, direction, payload);
    this.lastSent[direction] = received + idleSeconds;
    this.unanswered[direction] = null;
  }
}
