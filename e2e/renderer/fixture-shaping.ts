import { Random } from '../../src-main/contract/random';
import {
  DUMMY,
  FRAGMENT,
  REAL,
  shapingTrialSchema,
  type PacketStrip,
  type ShapedFigures,
  type ShapingCost,
  type ShapingTrial,
} from '../../src-main/contract/shaping';
import { describeShaping } from '../../src-main/contract/shaping-catalogue';
import { parseShaping } from '../../src-main/contract/shaping-text';
import { homeDevices } from './fixture-home';

export interface TrialOptions {
  shaping?: string;
  simulated?: boolean;
  /** Times as many bytes. */
  bytes?: number;
  /** Seconds that 95 % of the packets wait at most. */
  wait?: number;
  feasible?: boolean;
  /** Of smart devices' packets, told after shaping. */
  told?: number;
  /** Packets of the strip after shaping. */
  packets?: number;
}

const bounded = (value: number) => ({
  value,
  low: Math.max(0, value - 0.04),
  high: Math.min(1, value + 0.05),
});

export function fixtureFigures(
  told: number,
  model: ShapedFigures['model'] = 'best',
): ShapedFigures {
  const types = ['garden-camera', 'door-lock', 'kitchen-speaker', 'television', 'non-iot'];
  return {
    model,
    overallAccuracy: bounded(Math.max(0.4, told)),
    iotAccuracy: bounded(told),
    macroRecall: bounded(told * 0.9),
    categoryAccuracy: Object.fromEntries(
      types.map((type, i) => [type, Math.min(1, told * (1.2 - i * 0.12))]),
    ),
    majority: 0.41,
    iotMajority: 0.19,
    presenceF1: told * 0.95,
    counting: { meanAbsoluteError: 4 * (1 - told), constantError: 1.4, meanPresent: 3.6 },
    interactionF1: null,
    packets: 14_940,
  };
}

export function fixtureCost(options: TrialOptions = {}): ShapingCost {
  const { bytes = 3.31, wait = 0.0486, feasible = true } = options;
  const latencySeconds = {
    mean: wait * 0.66,
    p50: wait * 0.7,
    p95: wait,
    p99: wait * 1.02,
    max: wait * 1.4,
  };
  const verdict = !feasible || wait > 0.4 ? 'unusable' : wait > 0.15 ? 'noticeable' : 'fine';
  const part = {
    bytesRatio: bytes,
    packetsRatio: 1.21,
    addedBytesPerSecond: 5039 * bytes,
    addedGigabytesPerMonth: 13.06 * bytes,
    latencySeconds,
    peakQueue: wait > 0 ? 86 : 0,
    feasible,
  };
  return {
    ...part,
    seconds: 2939.5,
    before: { packets: 12_348, bytes: 6_402_923 },
    after: { packets: 14_940, bytes: Math.round(6_402_923 * bytes) },
    kinds: { real: 12_348, dummy: 1200, fragment: 1392 },
    devices: homeDevices.map(({ name, type }, i) => ({
      device: name,
      type,
      ...part,
      bytesRatio: 1 + (bytes - 1) * (0.4 + i * 0.3),
      feasible: feasible || i > 0,
    })),
    homeDummies: { packets: 1200, bytes: 1_800_000 },
    consequences: (['camera-stream', 'voice-assistant'] as const).map((use) => ({
      use,
      verdict,
      text: 'said by the engine',
    })),
  };
}

function strip(packets: number, shaped: boolean): PacketStrip {
  const random = new Random(packets + (shaped ? 1 : 0));
  const times = Array.from({ length: packets }, () => random.uniform() * 10).sort((a, b) => a - b);
  const kind = times.map(() => {
    const dice = random.uniform();
    return !shaped || dice < 0.6 ? REAL : dice < 0.85 ? DUMMY : FRAGMENT;
  });
  return {
    from: 1_562_011_200,
    seconds: 10,
    time: times,
    size: times.map(() => (shaped ? 1420 : 60 + Math.floor(random.uniform() * 1300))),
    direction: times.map(() => (random.uniform() < 0.5 ? 0 : 1)),
    kind,
    delay: kind.map((one) => (shaped && one !== DUMMY ? random.uniform() * 0.05 : 0)),
  };
}

/** The fast answer to a setting. */
export function fixtureTrial(options: TrialOptions = {}): ShapingTrial {
  const { shaping = 'pad+jitter', told = 0.063, simulated = true, packets = 450 } = options;
  const steps = parseShaping(shaping);
  const devices = homeDevices.map(({ name, type }, i) => ({
    device: name,
    type,
    verdictBefore: i % 3 === 0 ? ('identified' as const) : ('partly' as const),
    verdictAfter: i === 1 ? ('identified' as const) : ('hidden' as const),
    recallBefore: 0.95 - i * 0.05,
    recallAfter: i === 1 ? 0.91 : Math.max(0, told - i * 0.01),
  }));
  const claim = (type: string, share: number) => ({
    code: 'device-present' as const,
    params: { type, windows: 9, total: 9 },
    text: 'said by the engine',
    share,
    confidence: share * 0.8,
    support: 9,
  });
  const online = {
    code: 'people-online' as const,
    params: { windows: 8, total: 9 },
    text: 'said by the engine',
    share: 0.75,
    confidence: 0.4,
    support: 9,
  };
  return shapingTrialSchema.parse({
    shaping,
    vantage: 'wireguard',
    simulated,
    steps: steps.map(({ name }) => ({ name, placement: 'pair', directions: 'both' })),
    cost: fixtureCost(options),
    before: fixtureFigures(0.757),
    after: fixtureFigures(told),
    devices,
    claimsBefore: [
      claim('garden-camera', 1),
      claim('door-lock', 0.9),
      claim('television', 0.7),
      claim('kettle', 0.2),
      online,
    ],
    // The camera's is not written any more, the lock's is and wrong, the kettle's has become right.
    claimsAfter: [claim('door-lock', 0.1), claim('television', 0.6), claim('kettle', 0.8), online],
    stripBefore: strip(Math.round(packets * 0.7), false),
    stripAfter: strip(packets, true),
    proof: { privacy: null, stpPosterior: null },
    weaknesses: steps.flatMap(({ name }) => describeShaping(name).weaknesses),
    published: steps.flatMap(({ name }) => describeShaping(name).published),
  });
}

export const fixtureRecipes = [
  {
    kind: 'tc' as const,
    title: 'Linux traffic control (netem)',
    file: 'homemole-netem.sh',
    text: '#!/bin/sh\n# Run as root on the router.\ntc qdisc replace dev wan0 root netem limit 100000 delay 25000us 25000us\n',
    covers: ['The delays of what the home sends.'],
    lacks: ['Padding and dummies: traffic control cannot add a byte.'],
  },
  {
    kind: 'wireguard' as const,
    title: 'WireGuard on the router',
    file: 'homemole-wg0.conf',
    text: '[Interface]\nPrivateKey = ROUTER_PRIVATE_KEY\nMTU = 1420\n',
    covers: ['The tunnel that the shaping was measured in.'],
    lacks: ['The padding chosen: WireGuard has no setting for more than its 16 bytes.'],
  },
];
