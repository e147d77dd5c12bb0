import type { Random } from '../../contract/random';
import type { Machine } from './format';
import { MachineFramework, type Wish } from './framework';

const NEVER = Number.POSITIVE_INFINITY;

/** What an end of the connection sends; `row` -1 is a dummy. */
export interface EndOutput {
  send(end: MachineEnd, row: number, time: number): void;
}

/**
 * One end with its machines: timers, what is held back, and what is sent. Times in microseconds after the
 * beginning. The way to the other end takes no time.
 */
export class MachineEnd {
  /** When the next timer or the end of holding is due. */
  due = NEVER;
  private readonly framework: MachineFramework;
  private readonly action: Float64Array;
  private readonly internal: Float64Array;
  private readonly planned: (Extract<Wish, { kind: 'pad' | 'block' }> | null)[];
  private blockedUntil = NEVER;
  private isBlocked = false;
  private bypassable = false;
  private held: number[] = [];
  private heldFrom = 0;

  constructor(
    machines: readonly Machine[],
    random: Random,
    readonly direction: number,
    private readonly output: EndOutput,
  ) {
    this.framework = new MachineFramework(machines, random, 0);
    this.action = new Float64Array(machines.length).fill(NEVER);
    this.internal = new Float64Array(machines.length).fill(NEVER);
    this.planned = machines.map(() => null);
  }

  /** A packet of the home is to be sent. */
  queue(row: number, time: number): void {
    this.tell('NormalSent', time);
    if (this.isBlocked) this.held.push(row);
    else this.transmit(row, time);
  }

  /** A packet of the other end arrives. */
  receive(isDummy: boolean, time: number): void {
    this.tell('TunnelRecv', time);
    this.tell(isDummy ? 'PaddingRecv' : 'NormalRecv', time);
  }

  /** Does what is due at `time`, which is `due`. */
  advance(time: number): void {
    if (this.isBlocked && this.blockedUntil <= time) {
      this.isBlocked = false;
      this.blockedUntil = NEVER;
      this.release(time);
      this.tell('BlockingEnd', time);
    } else {
      const internal = this.internal.indexOf(time);
      const action = this.action.indexOf(time);
      if (internal >= 0) {
        this.internal[internal] = NEVER;
        this.tell('TimerEnd', time, internal);
      } else if (action >= 0) this.perform(action, time);
    }
    this.settle();
  }

  /** Lets go all that is held; at the end. */
  finish(time: number): void {
    this.isBlocked = false;
    this.release(Math.min(time, this.blockedUntil));
    this.due = NEVER;
  }

  private perform(machine: number, time: number): void {
    const wish = this.planned[machine];
    this.action[machine] = NEVER;
    this.planned[machine] = null;
    if (!wish) return;
    if (wish.kind === 'block') {
      const until = time + wish.duration;
      const isNew = !this.isBlocked;
      if (isNew || wish.replace || until > this.blockedUntil) {
        this.blockedUntil = until;
        this.bypassable = wish.bypass;
      }
      this.isBlocked = true;
      this.tell('BlockingBegin', time, machine);
      return;
    }
    this.tell('PaddingSent', time, machine);
    const passes = !this.isBlocked || (wish.bypass && this.bypassable);
    if (!passes) {
      // What may be replaced by a packet that waits already needs not be sent.
      if (!(wish.replace && this.held.length > this.heldFrom)) this.held.push(-1);
    } else if (wish.replace && this.held.length > this.heldFrom) {
      this.transmit(this.held[this.heldFrom++] as number, time);
    } else this.transmit(-1, time);
  }

  private release(time: number): void {
    const rows = this.held.slice(this.heldFrom);
    this.held = [];
    this.heldFrom = 0;
    for (const row of rows) this.transmit(row, time);
  }

  private transmit(row: number, time: number): void {
    this.output.send(this, row, time);
    this.tell('TunnelSent', time);
  }

  private tell(
    event: Parameters<MachineFramework['trigger']>[0],
    time: number,
    from?: number,
  ): void {
    const begun: number[] = [];
    for (const wish of this.framework.trigger(event, time, from)) {
      if (wish === null) continue;
      const { machine } = wish;
      if (wish.kind === 'cancel') {
        if (wish.timer !== 'Internal') this.action[machine] = NEVER;
        if (wish.timer !== 'Action') this.internal[machine] = NEVER;
      } else if (wish.kind === 'timer') {
        const until = time + wish.duration;
        const now = this.internal[machine] as number;
        if (wish.replace || now === NEVER || until > now) {
          this.internal[machine] = until;
          begun.push(machine);
        }
      } else {
        this.action[machine] = time + wish.timeout;
        this.planned[machine] = wish;
      }
    }
    this.settle();
    for (const machine of begun) this.tell('TimerBegin', time, machine);
  }

  private settle(): void {
    let due = this.isBlocked ? this.blockedUntil : NEVER;
    for (const time of this.action) if (time < due) due = time;
    for (const time of this.internal) if (time < due) due = time;
    this.due = due;
  }
}
