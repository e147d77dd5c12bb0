/**
 * A padding machine as version 2 of the Maybenot framework defines it: states, distributions, actions, limits.
 * All times are in microseconds. Documentation: docs.rs/maybenot/2.
 */

/** In the order of the format. */
export const machineEvents = [
  'NormalRecv',
  'PaddingRecv',
  'TunnelRecv',
  'NormalSent',
  'PaddingSent',
  'TunnelSent',
  'BlockingBegin',
  'BlockingEnd',
  'LimitReached',
  'CounterZero',
  'TimerBegin',
  'TimerEnd',
  'Signal',
] as const;
export type MachineEvent = (typeof machineEvents)[number];

export type DistributionLaw =
  | { readonly law: 'Uniform'; readonly low: number; readonly high: number }
  | { readonly law: 'Normal'; readonly mean: number; readonly stdev: number }
  | {
      readonly law: 'SkewNormal';
      readonly location: number;
      readonly scale: number;
      readonly shape: number;
    }
  | { readonly law: 'LogNormal'; readonly mu: number; readonly sigma: number }
  | { readonly law: 'Binomial'; readonly trials: number; readonly probability: number }
  | { readonly law: 'Geometric'; readonly probability: number }
  | { readonly law: 'Pareto'; readonly scale: number; readonly shape: number }
  | { readonly law: 'Poisson'; readonly lambda: number }
  | { readonly law: 'Weibull'; readonly scale: number; readonly shape: number }
  | { readonly law: 'Gamma'; readonly scale: number; readonly shape: number }
  | { readonly law: 'Beta'; readonly alpha: number; readonly beta: number };

/** What is drawn is added to `start`; never below 0, and above `max` it is `max`, where that is not 0. */
export interface Distribution {
  readonly dist: DistributionLaw;
  readonly start: number;
  readonly max: number;
}

/** Done on entering a state. */
export type MachineAction =
  | { readonly action: 'Cancel'; readonly timer: 'Action' | 'Internal' | 'All' }
  | {
      readonly action: 'SendPadding';
      readonly bypass: boolean;
      readonly replace: boolean;
      readonly timeout: Distribution;
      readonly limit: Distribution | null;
    }
  | {
      readonly action: 'BlockOutgoing';
      readonly bypass: boolean;
      readonly replace: boolean;
      readonly timeout: Distribution;
      readonly duration: Distribution;
      readonly limit: Distribution | null;
    }
  | {
      readonly action: 'UpdateTimer';
      readonly replace: boolean;
      readonly duration: Distribution;
      readonly limit: Distribution | null;
    };

/** A counter of a machine and what entering a state does to it; by 1, or by a drawn number. */
export interface CounterUpdate {
  readonly operation: 'Increment' | 'Decrement' | 'Set';
  readonly dist: Distribution | null;
}

/** Where to go with which chance; `end` ends the machine, `signal` signals all others and stays. */
export interface Transition {
  readonly to: number | 'end' | 'signal';
  readonly probability: number;
}

export interface MachineState {
  readonly action: MachineAction | null;
  readonly counters: readonly [CounterUpdate | null, CounterUpdate | null];
  readonly transitions: Partial<Record<MachineEvent, readonly Transition[]>>;
}

export interface Machine {
  /** So many dummies and microseconds of holding are free of the shares below. */
  readonly allowedPaddingPackets: number;
  /** Share of dummies among what was sent, and of held time, beyond which there is no more; 0: no limit. */
  readonly maxPaddingFraction: number;
  readonly allowedBlockedMicroseconds: number;
  readonly maxBlockingFraction: number;
  readonly states: readonly MachineState[];
}

export function uniform(low: number, high: number): Distribution {
  return { dist: { law: 'Uniform', low, high }, start: 0, max: 0 };
}
