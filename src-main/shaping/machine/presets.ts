import {
  type Distribution,
  type Machine,
  type MachineAction,
  type MachineEvent,
  type MachineState,
  type Transition,
  uniform,
} from './format';

export type MachinePreset = 'netflow' | 'daita' | 'blocking';

/** Limits that the settings give to every machine of a preset. */
export interface MachineLimits {
  readonly paddingFraction: number;
  readonly blockingFraction: number;
}

/** Dummies and milliseconds of holding that a machine has free, so that a quiet device is covered at all. */
const FREE_PACKETS = 100;
const FREE_BLOCKING = 100_000;
const SECOND = 1e6;

/** What runs at each end, the same at both. */
export function presetMachines(preset: MachinePreset, limits: MachineLimits): Machine[] {
  const machine = (...states: MachineState[]): Machine => ({
    allowedPaddingPackets: FREE_PACKETS,
    maxPaddingFraction: limits.paddingFraction,
    allowedBlockedMicroseconds: FREE_BLOCKING,
    maxBlockingFraction: limits.blockingFraction,
    states,
  });
  const netflow = netflowMachine();
  switch (preset) {
    case 'netflow':
      return [netflow];
    case 'daita':
      return [
        netflow,
        machine(...afterPackets('NormalSent', 0.5, uniform(1000, 50_000), uniform(1, 4))),
        machine(...afterPackets('NormalRecv', 0.5, uniform(1000, 50_000), uniform(1, 4))),
        machine(...afterPackets('PaddingRecv', 0.2, uniform(5000, 200_000), uniform(1, 3))),
      ];
    case 'blocking':
      return [netflow, machine(...holding())];
  }
}

/**
 * Tor's NetFlow padding (padding-spec, 1.5 to 9.5 s) as a machine: any packet begins a time after which, if
 * nothing was sent, a dummy goes. Its own limits: none.
 */
export function netflowMachine(): Machine {
  return {
    ...{ allowedPaddingPackets: Number.MAX_SAFE_INTEGER, maxPaddingFraction: 0 },
    ...{ allowedBlockedMicroseconds: 0, maxBlockingFraction: 0 },
    states: [
      state(null, { TunnelSent: to(1), TunnelRecv: to(1) }),
      state(padding({ ...uniform(1.5 * SECOND, 9.5 * SECOND), start: 1 }, null), {
        TunnelSent: to(1),
      }),
    ],
  };
}

/** With a chance, some dummies after such a packet. */
function afterPackets(
  event: MachineEvent,
  chance: number,
  timeout: Distribution,
  limit: Distribution,
): MachineState[] {
  return [
    state(null, { [event]: to(1, chance) }),
    state(padding(timeout, limit), { PaddingSent: to(1), LimitReached: to(0) }),
  ];
}

/** Now and then holds back what follows a packet, for 10 to 100 ms. */
function holding(): MachineState[] {
  const block: MachineAction = {
    ...{ action: 'BlockOutgoing', bypass: true, replace: false },
    ...{ timeout: uniform(0, 0), duration: uniform(10_000, 100_000), limit: null },
  };
  return [state(null, { NormalSent: to(1, 0.3) }), state(block, { BlockingEnd: to(0) })];
}

function padding(timeout: Distribution, limit: Distribution | null): MachineAction {
  return { action: 'SendPadding', bypass: false, replace: false, timeout, limit };
}

function state(
  action: MachineAction | null,
  transitions: MachineState['transitions'],
): MachineState {
  return { action, counters: [null, null], transitions };
}

function to(next: number, probability = 1): Transition[] {
  return [{ to: next, probability }];
}
