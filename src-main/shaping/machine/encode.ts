import { deflateSync } from 'node:zlib';
import {
  type CounterUpdate,
  type Distribution,
  type DistributionLaw,
  type Machine,
  type MachineAction,
  machineEvents,
  type Transition,
} from './format';

/** Targets of transitions that are no states. */
const STATE_END = 0xffffffff;
const STATE_SIGNAL = 0xfffffffe;
const U64_MAX = 2n ** 64n - 1n;

const laws: readonly DistributionLaw['law'][] = [
  ...(['Uniform', 'Normal', 'SkewNormal', 'LogNormal', 'Binomial', 'Geometric'] as const),
  ...(['Pareto', 'Poisson', 'Weibull', 'Gamma', 'Beta'] as const),
];

/**
 * A machine as a string of version 2 of Maybenot: `02`, then in base64 the zlib stream of its fields as bincode
 * has them (variable-length integers, little-endian).
 */
export function encodeMachine(machine: Machine): string {
  const out = new Bincode();
  out.integer(
    machine.allowedPaddingPackets >= Number.MAX_SAFE_INTEGER
      ? U64_MAX
      : BigInt(machine.allowedPaddingPackets),
  );
  out.float(machine.maxPaddingFraction);
  out.integer(BigInt(machine.allowedBlockedMicroseconds));
  out.float(machine.maxBlockingFraction);
  out.list(machine.states, (state) => {
    out.option(state.action, (action) => encodeAction(out, action));
    for (const update of state.counters) out.option(update, (one) => encodeCounter(out, one));
    for (const event of machineEvents) {
      const transitions = state.transitions[event] ?? null;
      out.option(transitions, (some) => out.list(some, (one) => encodeTransition(out, one)));
    }
  });
  return `02${deflateSync(out.bytes(), { level: 9 }).toString('base64')}`;
}

function encodeAction(out: Bincode, action: MachineAction): void {
  const variant = ['Cancel', 'SendPadding', 'BlockOutgoing', 'UpdateTimer'].indexOf(action.action);
  out.integer(BigInt(variant));
  if (action.action === 'Cancel') {
    out.integer(BigInt(['Action', 'Internal', 'All'].indexOf(action.timer)));
    return;
  }
  if (action.action !== 'UpdateTimer') out.flag(action.bypass);
  out.flag(action.replace);
  if (action.action !== 'UpdateTimer') encodeDistribution(out, action.timeout);
  if (action.action !== 'SendPadding') encodeDistribution(out, action.duration);
  out.option(action.limit, (limit) => encodeDistribution(out, limit));
}

function encodeCounter(out: Bincode, { operation, dist }: CounterUpdate): void {
  out.integer(BigInt(['Increment', 'Decrement', 'Set'].indexOf(operation)));
  out.option(dist, (one) => encodeDistribution(out, one));
  // Not a copy of the other counter.
  out.flag(false);
}

function encodeTransition(out: Bincode, { to, probability }: Transition): void {
  out.integer(BigInt(to === 'end' ? STATE_END : to === 'signal' ? STATE_SIGNAL : to));
  out.single(probability);
}

function encodeDistribution(out: Bincode, { dist, start, max }: Distribution): void {
  out.integer(BigInt(laws.indexOf(dist.law)));
  for (const [name, value] of Object.entries(dist)) {
    if (name === 'law') continue;
    if (name === 'trials') out.integer(BigInt(value as number));
    else out.float(value as number);
  }
  out.float(start);
  out.float(max);
}

/** Bytes as bincode 1.3 writes them with its default options. */
class Bincode {
  private readonly parts: Uint8Array[] = [];

  /** One byte up to 250, else a marker and 2, 4 or 8 bytes. */
  integer(value: bigint): void {
    if (value < 251n) return this.write(1, (view) => view.setUint8(0, Number(value)));
    const [marker, bytes] = value < 65_536n ? [251, 2] : value < 2n ** 32n ? [252, 4] : [253, 8];
    this.write(1 + bytes, (view) => {
      view.setUint8(0, marker);
      if (bytes === 2) view.setUint16(1, Number(value), true);
      else if (bytes === 4) view.setUint32(1, Number(value), true);
      else view.setBigUint64(1, value, true);
    });
  }

  float(value: number): void {
    this.write(8, (view) => view.setFloat64(0, value, true));
  }

  single(value: number): void {
    this.write(4, (view) => view.setFloat32(0, value, true));
  }

  flag(value: boolean): void {
    this.write(1, (view) => view.setUint8(0, value ? 1 : 0));
  }

  option<T>(value: T | null, write: (value: T) => void): void {
    this.flag(value !== null);
    if (value !== null) write(value);
  }

  list<T>(values: readonly T[], write: (value: T) => void): void {
    this.integer(BigInt(values.length));
    for (const value of values) write(value);
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.parts);
  }

  private write(size: number, fill: (view: DataView) => void): void {
    const part = new Uint8Array(size);
    fill(new DataView(part.buffer));
    this.parts.push(part);
  }
}
