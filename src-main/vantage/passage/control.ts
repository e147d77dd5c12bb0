import type { Random } from '../../contract/random';
import { HANDSHAKE, INBOUND, KEEPALIVE, OUTBOUND } from '../../contract/vantage';
import type { Carrier } from '../tunnels/carrier';
import { KeepaliveClocks } from './keepalive-clocks';
import type { ControlPacket, Rekey, Tunnel } from '../tunnels/tunnel';

type Direction = typeof INBOUND | typeof OUTBOUND;

/** How long before the first packet the tunnel was brought up, in seconds. */
const LEAD = 1;
/** A home that is silent for longer was not recorded: the tunnel is brought up anew. */
const PAUSE = 3600;

/** A packet of an exchange that is under way. */
interface Pending {
  readonly time: number;
  readonly direction: Direction;
  readonly payload: number;
  readonly kind: number;
}

/**
 * The tunnel's own packets between the data: told of every data packet in time order, it sends what
 * the two ends would have sent before it.
 */
export class ControlSchedule {
  private up = false;
  private keyBytes = 0;
  private lastData = 0;
  /** Of each kind of key, when it is to be renewed. */
  private readonly renewal: number[];
  private readonly clocks: KeepaliveClocks;
  private pending: Pending[] = [];
  /** Nothing is to be sent before. */
  private quietUntil = Number.NEGATIVE_INFINITY;
  private readonly bytesOfKey: number;
  /** When the next packet that the home sends calls for a new key, and when none carries data any more. */
  private renewOnSending = Number.POSITIVE_INFINITY;
  private rejectFrom = Number.POSITIVE_INFINITY;

  constructor(
    private readonly tunnel: Tunnel,
    private readonly carrier: Carrier,
    private readonly random: Random,
  ) {
    this.renewal = tunnel.rekeys.map(() => Number.POSITIVE_INFINITY);
    this.clocks = new KeepaliveClocks(tunnel.keepalives);
    this.bytesOfKey = tunnel.rekeys.reduce(
      (least, { bytes }) => Math.min(least, bytes ?? Number.POSITIVE_INFINITY),
      Number.POSITIVE_INFINITY,
    );
  }

  /**
   * To be called before each data packet with the time at which it would appear.
   * @param inner its IP length
   * @returns The time at which it does: later where it must wait for a handshake.
   */
  beforeData(time: number, direction: Direction, inner: number): number {
    if (!this.up || time - this.lastData > PAUSE) this.bringUp(time);
    this.lastData = Math.max(this.lastData, time);
    if (time > this.quietUntil) this.sendUntil(time);
    const start = this.needsKey(time, direction) ? this.renewForData(time, direction) : time;
    this.clocks.sentData(start, direction);
    this.quietUntil = Math.min(this.quietUntil, this.clocks.earliest(direction));
    if (this.bytesOfKey !== Number.POSITIVE_INFINITY) this.countBytes(start, inner);
    return start;
  }

  /** Sends what is due before `time`, to which no data was sent. */
  idle(time: number): void {
    if (this.up) this.sendUntil(Math.min(time, this.lastData + PAUSE));
  }

  /** Ends the exchanges under way. */
  finish(): void {
    this.sendPending(Number.POSITIVE_INFINITY);
  }

  private bringUp(time: number): void {
    if (this.up) {
      this.sendUntil(this.lastData + PAUSE);
      this.finish();
    }
    this.up = true;
    this.lastData = time;
    this.clocks.restart(time - LEAD);
    this.carrier.open(time - LEAD);
    this.exchange(time - LEAD, this.tunnel.handshake, false);
    this.tunnel.rekeys.forEach((_, index) => this.setRenewal(index, time - LEAD));
  }

  private needsKey(time: number, direction: Direction): boolean {
    if (time >= this.rejectFrom) return true;
    return direction === OUTBOUND && time >= this.renewOnSending;
  }

  private renewForData(time: number, direction: Direction): number {
    const { rekeys, handshake } = this.tunnel;
    const isStale = time >= this.rejectFrom;
    rekeys.forEach(({ on, packets }, index) => {
      if (on !== 'sending') return;
      // Without a valid key nothing passes: whoever has data shakes hands first.
      if (!isStale) this.exchange(time, packets, false);
      this.setRenewal(index, time);
    });
    if (!isStale) return time;
    const duration = Math.max(...handshake.map(({ after }) => after));
    if (direction === OUTBOUND) {
      this.exchange(time, handshake, false);
      this.sendPending(time + duration);
      return time + duration;
    }
    // What comes in was captured when it arrived, so its handshake lies before.
    this.exchange(time - duration - 0.01, handshake, true);
    this.sendPending(time);
    return time;
  }

  private countBytes(time: number, inner: number): void {
    this.keyBytes += this.tunnel.outerPayload(inner);
    if (this.keyBytes < this.bytesOfKey) return;
    this.tunnel.rekeys.forEach(({ bytes }, index) => {
      if (bytes !== null) this.renew(index, time);
    });
  }

  /** Sends all that is due until `time`, in order of time. */
  private sendUntil(time: number): void {
    for (;;) {
      const keepalive = this.clocks.due;
      let renewal = -1;
      let due = keepalive;
      this.tunnel.rekeys.forEach(({ on }, index) => {
        const at = this.renewal[index] as number;
        if (on !== 'timer' || at >= due) return;
        renewal = index;
        due = at;
      });
      if (due >= time) {
        this.sendPending(time);
        this.quietUntil = Math.min(due, this.pending[0]?.time ?? due);
        return;
      }
      this.sendPending(due);
      if (renewal >= 0) this.renew(renewal, due);
      else this.exchange(due, this.clocks.take(due), false, KEEPALIVE);
    }
  }

  private renew(index: number, time: number): void {
    this.exchange(time, (this.tunnel.rekeys[index] as Rekey).packets, false);
    this.setRenewal(index, time);
  }

  private setRenewal(index: number, time: number): void {
    const { seconds, jitter, on } = this.tunnel.rekeys[index] as Rekey;
    const due = time + seconds - (jitter === 0 ? 0 : jitter * this.random.uniform());
    this.renewal[index] = due;
    if (index === 0) {
      this.keyBytes = 0;
      this.rejectFrom = time + (this.tunnel.rejectSeconds ?? Number.POSITIVE_INFINITY);
    }
    if (on === 'timer') this.quietUntil = Math.min(this.quietUntil, due);
    else this.renewOnSending = due;
  }

  private exchange(
    time: number,
    packets: readonly ControlPacket[],
    isTurned: boolean,
    kind = HANDSHAKE,
  ): void {
    for (const packet of packets) {
      const outbound = (packet.direction === OUTBOUND) !== isTurned;
      this.pending.push({
        time: time + packet.after,
        direction: outbound ? OUTBOUND : INBOUND,
        payload: packet.payload,
        kind: packet.kind ?? kind,
      });
    }
    this.pending.sort((a, b) => a.time - b.time);
    this.quietUntil = Math.min(this.quietUntil, this.pending[0]?.time ?? this.quietUntil);
  }

  private sendPending(until: number): void {
    while (this.pending.length > 0 && (this.pending[0] as Pending).time <= until) {
      const { time, direction, payload, kind } = this.pending.shift() as Pending;
      this.clocks.sentControl(time, direction);
      this.carrier.control(time, payload, direction, kind);
    }
  }
}
