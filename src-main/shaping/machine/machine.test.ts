import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Random } from '../../contract/random';
import { draw } from './draw';
import { encodeMachine } from './encode';
import {
  type Distribution,
  type DistributionLaw,
  type Machine,
  type MachineAction,
  type MachineState,
  uniform,
} from './format';
import { MachineFramework } from './framework';
import { netflowMachine, presetMachines } from './presets';

const state = (
  action: MachineAction | null,
  transitions: MachineState['transitions'] = {},
  counters: MachineState['counters'] = [null, null],
): MachineState => ({ action, transitions, counters });
const machine = (states: MachineState[], limits: Partial<Machine> = {}): Machine => ({
  ...{ allowedPaddingPackets: 0, maxPaddingFraction: 0 },
  ...{ allowedBlockedMicroseconds: 0, maxBlockingFraction: 0 },
  ...limits,
  states,
});
const pad = (timeout: Distribution, limit: Distribution | null = null): MachineAction => ({
  ...{ action: 'SendPadding', bypass: false, replace: false },
  timeout,
  limit,
});
const block = (duration: number, replace = false): MachineAction => ({
  ...{ action: 'BlockOutgoing', bypass: false, replace, timeout: uniform(0, 0) },
  duration: uniform(duration, duration),
  limit: null,
});
const to = (next: number | 'end' | 'signal', probability = 1) => [{ to: next, probability }];
const always = uniform(5, 5);

describe('a machine as a string of Maybenot', () => {
  it('is for the machine without anything the string of the framework’s documentation', () => {
    const documented = '02eNpjYEAHjOgCAAA0AAI=';
    const bytes = (text: string): Buffer => inflateSync(Buffer.from(text.slice(2), 'base64'));
    const encoded = encodeMachine(machine([state(null)]));
    expect(encoded.slice(0, 2)).toBe('02');
    expect(bytes(encoded).equals(bytes(documented))).toBe(true);
  });

  it('has the fields of the NetFlow machine in their order', () => {
    const bytes = inflateSync(Buffer.from(encodeMachine(netflowMachine()).slice(2), 'base64'));
    // 2^64 - 1 packets, no fraction, 0 us, no fraction, two states.
    expect(bytes.subarray(0, 9).toString('hex')).toBe('fdffffffffffffffff');
    expect(bytes[26]).toBe(2);
    // The first: no action, no counters, TunnelRecv and TunnelSent to state 1 with 1.0.
    expect(bytes.subarray(27, 30).toString('hex')).toBe('000000');
    expect(bytes.subarray(30, 40).toString('hex')).toBe('000001010100 00803f00'.replace(' ', ''));
    // Somewhere the two bounds in microseconds.
    const bound = Buffer.alloc(8);
    for (const value of [1_500_000, 9_500_000]) {
      bound.writeDoubleLE(value);
      expect(bytes.includes(bound)).toBe(true);
    }
  });
});

describe('the framework', () => {
  it('sends a dummy of NetFlow after 1.5 to 9.5 s, drawn anew when something is sent', () => {
    const framework = new MachineFramework([netflowMachine()], new Random(1), 0);
    expect(framework.trigger('NormalSent', 0)[0]).toBeNull();
    const waits = Array.from({ length: 500 }, (_, i) => framework.trigger('TunnelSent', i)[0]);
    const timeouts = waits.map((wish) => (wish?.kind === 'pad' ? wish.timeout : -1));
    expect(Math.min(...timeouts)).toBeGreaterThanOrEqual(1.5e6);
    expect(Math.max(...timeouts)).toBeLessThanOrEqual(9.5e6 + 1);
    expect(new Set(timeouts).size).toBeGreaterThan(490);
    // Once it waits, what is received does not begin anew.
    expect(framework.trigger('TunnelRecv', 600)[0]).toBeNull();
  });

  it('ends a state’s action at its limit, and says so', () => {
    const limited = machine([
      state(null, { NormalSent: to(1) }),
      state(pad(always, uniform(2, 2)), { PaddingSent: to(1), LimitReached: to(2) }),
      state(null, { NormalSent: to('end') }),
    ]);
    const framework = new MachineFramework([limited], new Random(1), 0);
    expect(framework.trigger('NormalSent', 0)[0]?.kind).toBe('pad');
    expect(framework.trigger('PaddingSent', 1, 0)[0]?.kind).toBe('pad');
    // The second reaches the limit: no third.
    expect(framework.trigger('PaddingSent', 2, 0)[0]?.kind).not.toBe('pad');
    framework.trigger('NormalSent', 3);
    expect(framework.trigger('NormalSent', 4)[0]).toBeNull();
  });

  it('keeps the share of dummies', () => {
    const eager = machine(
      [
        state(null, { NormalSent: to(1) }),
        state(pad(always), { NormalSent: to(1), PaddingSent: to(1) }),
      ],
      { allowedPaddingPackets: 3, maxPaddingFraction: 0.25 },
    );
    const framework = new MachineFramework([eager], new Random(1), 0);
    let dummies = 0;
    let wish = framework.trigger('NormalSent', 0)[0];
    let normal = 1;
    for (let i = 1; i < 400; i++) {
      if (wish?.kind === 'pad') {
        dummies++;
        wish = framework.trigger('PaddingSent', i, 0)[0];
      } else {
        normal++;
        wish = framework.trigger('NormalSent', i)[0];
      }
    }
    expect(dummies).toBeGreaterThan(90);
    expect(dummies / (dummies + normal)).toBeLessThanOrEqual(0.26);
  });

  it('keeps the share of held time, but lets what is held be replaced', () => {
    const holder = (replace: boolean): MachineFramework =>
      new MachineFramework(
        [
          machine(
            [state(null, { NormalSent: to(1) }), state(block(100, replace), { NormalSent: to(1) })],
            {
              maxBlockingFraction: 0.5,
              allowedBlockedMicroseconds: 0,
            },
          ),
        ],
        new Random(1),
        0,
      );
    const framework = holder(false);
    framework.trigger('NormalSent', 0);
    framework.trigger('BlockingBegin', 100, 0);
    expect(framework.trigger('NormalSent', 400)[0]).toBeNull();
    framework.trigger('BlockingEnd', 400);
    expect(framework.trigger('NormalSent', 500)[0]).toBeNull();
    expect(framework.trigger('NormalSent', 700)[0]?.kind).toBe('block');
    const replacing = holder(true);
    replacing.trigger('NormalSent', 0);
    replacing.trigger('BlockingBegin', 100, 0);
    expect(replacing.trigger('NormalSent', 400)[0]?.kind).toBe('block');
  });

  it('counts, signals others, and goes where chance says', () => {
    const counter = machine([
      state(null, { NormalSent: to(1) }),
      state(null, { NormalSent: to(2) }, [{ operation: 'Set', dist: uniform(1, 1) }, null]),
      state(null, { CounterZero: to(3) }, [{ operation: 'Decrement', dist: null }, null]),
      state(pad(always)),
    ]);
    const counting = new MachineFramework([counter], new Random(1), 0);
    expect(counting.trigger('NormalSent', 0)[0]).toBeNull();
    expect(counting.trigger('NormalSent', 1)[0]?.kind).toBe('pad');

    const speaker = machine([state(null, { NormalSent: to('signal') })]);
    const hearer = machine([state(null, { Signal: to(1) }), state(pad(always))]);
    const pair = new MachineFramework([speaker, hearer], new Random(1), 0);
    expect(pair.trigger('NormalSent', 0).map((wish) => wish?.kind)).toEqual([undefined, 'pad']);

    const chancy = machine([
      state(null, { NormalSent: to(1, 0.3) }),
      state(pad(always), { NormalSent: to(0) }),
    ]);
    let gone = 0;
    for (let seed = 0; seed < 2000; seed++) {
      if (new MachineFramework([chancy], new Random(seed), 0).trigger('NormalSent', 0)[0]) gone++;
    }
    expect(gone / 2000).toBeCloseTo(0.3, 1);
  });

  it('has presets whose chances sum to one at the most', () => {
    for (const preset of ['netflow', 'daita', 'blocking'] as const) {
      for (const { states } of presetMachines(preset, {
        paddingFraction: 0.5,
        blockingFraction: 0.3,
      })) {
        for (const { transitions } of states) {
          for (const some of Object.values(transitions)) {
            expect(some.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(
              1,
            );
            for (const { to: next } of some) {
              if (typeof next === 'number') expect(next).toBeLessThan(states.length);
            }
          }
        }
      }
    }
  });
});

describe('distributions', () => {
  it.each<[DistributionLaw, number]>([
    [{ law: 'Uniform', low: 2, high: 6 }, 4],
    [{ law: 'Normal', mean: 50, stdev: 3 }, 50],
    // Mean: location + scale delta sqrt(2 / pi), delta = 2 / sqrt(5).
    [
      { law: 'SkewNormal', location: 10, scale: 4, shape: 2 },
      10 + 4 * (2 / Math.sqrt(5)) * Math.sqrt(2 / Math.PI),
    ],
    [{ law: 'LogNormal', mu: 1, sigma: 0.5 }, Math.exp(1.125)],
    [{ law: 'Binomial', trials: 20, probability: 0.3 }, 6],
    [{ law: 'Geometric', probability: 0.2 }, 4],
    [{ law: 'Pareto', scale: 2, shape: 5 }, 2.5],
    [{ law: 'Poisson', lambda: 7 }, 7],
    [{ law: 'Weibull', scale: 3, shape: 1 }, 3],
    [{ law: 'Gamma', scale: 2, shape: 3.5 }, 7],
    [{ law: 'Gamma', scale: 2, shape: 0.5 }, 1],
    [{ law: 'Beta', alpha: 2, beta: 6 }, 0.25],
  ])('%o has its mean', (dist, mean) => {
    const random = new Random(11);
    const draws = 40_000;
    let sum = 0;
    for (let i = 0; i < draws; i++) sum += draw({ dist, start: 0, max: 0 }, random);
    expect(Math.abs(sum / draws / mean - 1)).toBeLessThan(0.03);
  });

  it('are shifted by their start, never below 0 and at most their maximum', () => {
    const random = new Random(1);
    expect(draw({ dist: { law: 'Uniform', low: 5, high: 5 }, start: 3, max: 0 }, random)).toBe(8);
    expect(draw({ dist: { law: 'Uniform', low: 5, high: 5 }, start: 3, max: 6 }, random)).toBe(6);
    expect(draw({ dist: { law: 'Uniform', low: -9, high: -9 }, start: 3, max: 0 }, random)).toBe(0);
  });
});
