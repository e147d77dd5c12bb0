import type { Random } from '../../contract/random';
import { draw } from './draw';
import type { CounterUpdate, Machine, MachineEvent, MachineState } from './format';

/** What a machine wants done; times in microseconds. */
export type Wish =
  | {
      readonly kind: 'cancel';
      readonly machine: number;
      readonly timer: 'Action' | 'Internal' | 'All';
    }
  | {
      readonly kind: 'pad';
      readonly machine: number;
      readonly timeout: number;
      readonly bypass: boolean;
      readonly replace: boolean;
    }
  | {
      readonly kind: 'block';
      readonly machine: number;
      readonly timeout: number;
      readonly duration: number;
      readonly bypass: boolean;
      readonly replace: boolean;
    }
  | {
      readonly kind: 'timer';
      readonly machine: number;
      readonly duration: number;
      readonly replace: boolean;
    };

/** State of one machine; `state` -1 is the end. */
interface Running {
  state: number;
  limit: number;
  readonly counters: [number, number];
  paddingSent: number;
  normalSent: number;
  blocked: number;
}

const END = -1;
const UNLIMITED = Number.POSITIVE_INFINITY;
/** A day: the longest time that is drawn, in microseconds. */
const LONGEST = 86_400e6;

/**
 * Machines of one end of a connection: told of events, they wish for actions. At most one wish of each machine
 * for each event: a later one takes the place of an earlier.
 */
export class MachineFramework {
  private readonly running: Running[];
  private wishes: (Wish | null)[];
  private blockingSince: number | null = null;
  private signalFrom: number | null = null;
  private now = 0;

  constructor(
    private readonly machines: readonly Machine[],
    private readonly random: Random,
    private readonly begun: number,
  ) {
    this.running = machines.map(({ states }) => ({
      ...{ state: 0, limit: this.limitOf(states[0]), counters: [0, 0] },
      ...{ paddingSent: 0, normalSent: 0, blocked: 0 },
    }));
    this.wishes = machines.map(() => null);
  }

  /**
   * An event at a time in microseconds.
   * @param from the machine that it is of, for those that are of one: padding sent, blocking begun, timers
   */
  trigger(event: MachineEvent, time: number, from = END): readonly (Wish | null)[] {
    this.now = time;
    this.wishes.fill(null);
    this.account(event, from);
    const isOwn = event === 'PaddingSent' || event === 'TimerBegin' || event === 'TimerEnd';
    for (let at = 0; at < this.machines.length; at++) {
      if (isOwn && at !== from) continue;
      const changed = this.move(at, event);
      const counts = event === 'PaddingSent' || event === 'BlockingBegin' || event === 'TimerBegin';
      if (!changed && counts && at === from) this.countDown(at);
    }
    this.passSignal();
    return this.wishes;
  }

  private account(event: MachineEvent, from: number): void {
    if (event === 'NormalSent') for (const one of this.running) one.normalSent++;
    else if (event === 'PaddingSent') this.running[from]!.paddingSent++;
    else if (event === 'BlockingBegin') this.blockingSince ??= this.now;
    else if (event === 'BlockingEnd' && this.blockingSince !== null) {
      for (const one of this.running) one.blocked += this.now - this.blockingSince;
      this.blockingSince = null;
    }
  }

  private passSignal(): void {
    const from = this.signalFrom;
    this.signalFrom = null;
    if (from === null) return;
    for (let at = 0; at < this.machines.length; at++) if (at !== from) this.move(at, 'Signal');
    // One round: a signal that answers a signal reaches the first one alone.
    if (this.signalFrom !== null) this.move(from, 'Signal');
    this.signalFrom = null;
  }

  /** Whether it went to a state, be it the same. */
  private move(at: number, event: MachineEvent): boolean {
    const one = this.running[at]!;
    const machine = this.machines[at]!;
    if (one.state === END) return false;
    const transitions = machine.states[one.state]!.transitions[event];
    if (!transitions || transitions.length === 0) return false;
    let chance = this.random.uniform();
    for (const { to, probability } of transitions) {
      chance -= probability;
      if (chance >= 0) continue;
      if (to === 'signal') {
        this.signalFrom = at;
        return false;
      }
      if (to === 'end') {
        one.state = END;
        return true;
      }
      const isOther = one.state !== to;
      one.state = to;
      if (isOther) one.limit = this.limitOf(machine.states[to]);
      if (this.updateCounters(at)) return true;
      if (this.mayAct(at)) this.act(at);
      return isOther;
    }
    return false;
  }

  /** True where a counter reached zero and the machine went on because of it. */
  private updateCounters(at: number): boolean {
    const one = this.running[at]!;
    const { counters } = this.machines[at]!.states[one.state]!;
    const reached = counters.map((update, which) => this.updateCounter(one, which, update));
    return reached.some((zero) => zero) && this.move(at, 'CounterZero');
  }

  private updateCounter(one: Running, which: number, update: CounterUpdate | null): boolean {
    if (update === null) return false;
    const by = update.dist === null ? 1 : Math.round(draw(update.dist, this.random));
    const before = one.counters[which as 0 | 1];
    const after =
      update.operation === 'Set'
        ? by
        : update.operation === 'Increment'
          ? before + by
          : Math.max(0, before - by);
    one.counters[which as 0 | 1] = after;
    return before > 0 && after === 0;
  }

  private countDown(at: number): void {
    const one = this.running[at]!;
    const action = this.machines[at]!.states[one.state]?.action;
    if (!action || action.action === 'Cancel' || one.limit === UNLIMITED) return;
    if (one.limit > 0) one.limit--;
    if (one.limit > 0) return;
    // Its action is not to be done any more.
    this.wishes[at] = { kind: 'cancel', machine: at, timer: 'Action' };
    this.move(at, 'LimitReached');
  }

  private limitOf(state: MachineState | undefined): number {
    const action = state?.action;
    if (!action || action.action === 'Cancel' || action.limit === null) return UNLIMITED;
    return Math.round(draw(action.limit, this.random));
  }

  private mayAct(at: number): boolean {
    const one = this.running[at]!;
    const machine = this.machines[at]!;
    const { action } = machine.states[one.state]!;
    if (action === null) return false;
    if (action.action === 'Cancel') return true;
    if (one.limit <= 0) return false;
    if (action.action === 'SendPadding') {
      if (one.paddingSent < machine.allowedPaddingPackets) return true;
      const total = one.paddingSent + one.normalSent;
      if (machine.maxPaddingFraction <= 0 || total === 0) return true;
      return one.paddingSent / total < machine.maxPaddingFraction;
    }
    if (action.action === 'BlockOutgoing') {
      // Ending or shortening what is held already is always allowed.
      if (this.blockingSince !== null && action.replace) return true;
      const held = one.blocked + (this.blockingSince === null ? 0 : this.now - this.blockingSince);
      if (held < machine.allowedBlockedMicroseconds) return true;
      const total = this.now - this.begun;
      if (machine.maxBlockingFraction <= 0 || total <= 0) return true;
      return held / total < machine.maxBlockingFraction;
    }
    return true;
  }

  private act(machine: number): void {
    const { state } = this.running[machine]!;
    const action = this.machines[machine]!.states[state]!.action!;
    const time = (of: Parameters<typeof draw>[0]): number =>
      Math.min(LONGEST, Math.round(draw(of, this.random)));
    if (action.action === 'Cancel') {
      this.wishes[machine] = { kind: 'cancel', machine, timer: action.timer };
      return;
    }
    const { replace } = action;
    if (action.action === 'UpdateTimer') {
      this.wishes[machine] = { kind: 'timer', machine, duration: time(action.duration), replace };
      return;
    }
    const { bypass } = action;
    const timeout = time(action.timeout);
    this.wishes[machine] =
      action.action === 'SendPadding'
        ? { kind: 'pad', machine, timeout, bypass, replace }
        : { kind: 'block', machine, timeout, duration: time(action.duration), bypass, replace };
  }
}
