import { fixtureDiary } from './fixture-diary';
import { NON_IOT, type Device } from '../../src-main/contract/home';
import { Random } from '../../src-main/contract/random';
import {
  auditResultSchema,
  type AuditResult,
  type DeviceVerdict,
  type VantageAudit,
} from '../../src-main/contract/results';
import type { VantageName } from '../../src-main/contract/vantage';
import { fixtureHiding } from './fixture-hiding';
import { fixturePresence } from './fixture-presence';
import { homeDevices, type HomeDevice } from './fixture-home';

const testStart = 1_562_011_200 + 6 * 3600;
const binSeconds = 120;
const bins = 120;

export interface FixtureOptions {
  simulated?: boolean;
  devices?: readonly HomeDevice[];
  vantages?: readonly VantageName[];
  claims?: boolean;
  leakage?: boolean;
}

/** How well the eavesdropper does from a vantage: added to each device's own legibility. */
const handicap: Partial<Record<VantageName, number>> = {
  napt: 0.04,
  'openvpn-udp-aes-256-gcm': -0.09,
  wireguard: -0.14,
};

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

/**
 * A whole audit whose figures hang together: the timeline adds up to the confusion matrix, and every
 * recall, precision and accuracy is computed from that matrix.
 */
export function fixtureAudit(options: FixtureOptions = {}): AuditResult {
  const devices = options.devices ?? homeDevices;
  const vantages = options.vantages ?? ['napt', 'openvpn-udp-aes-256-gcm', 'wireguard'];
  const simulated = options.simulated ?? false;
  const packets = sum(devices.map((device) => device.testPackets)) * 3;
  return auditResultSchema.parse({
    format: 'homemole-audit',
    version: 1,
    source: {
      simulated,
      files: [
        {
          path: simulated
            ? '/tmp/sample/capture.pcapng'
            : '/recordings/captures/flat-2019-07-01.pcapng',
          format: 'pcapng',
          compression: 'none',
          linkTypes: ['Ethernet'],
          packets,
          bytes: packets * 412,
          truncatedPackets: 0,
          duplicates: 0,
          droppedPackets: null,
          warnings: simulated ? [] : [{ code: 'time-gap', count: 2 }],
          simulated,
        },
      ],
      startTime: testStart - 6 * 3600 - 60,
      durationSeconds: 10 * 3600 + 60,
      packets,
      bytes: packets * 412,
      internetPackets: Math.round(packets * 0.91),
    },
    home: {
      gateway: { mac: '9c:3d:cf:12:34:56', vendor: 'Netgear', ips: ['192.168.1.1'] },
      devices: devices.map(deviceOf),
    },
    vantages: vantages.map((vantage) => vantageOf(vantage, devices, options)),
    shaping: [],
    method: {
      split: 'time-blocked: first 60 %, gap 60 s, rest',
      seed: 1,
      trainSeconds: 6 * 3600,
      gapSeconds: 60,
      testSeconds: 4 * 3600,
      trainStart: testStart - 6 * 3600 - 60,
      testStart,
      window: 100,
    },
    limits: [
      ...(simulated ? [limit('simulated')] : []),
      limit('short-capture', { minutes: 601 }),
      limit('single-home'),
      limit('trained-on-this-home'),
      limit('delay-modelled'),
      limit('sparse-devices', { count: 1, devices: 'attic-sensor' }),
      ...(simulated ? [] : [limit('warnings', { count: 2 })]),
      limit('interactions-marked'),
    ],
  });
}

function limit(code: string, params: Record<string, string | number> = {}): object {
  return { code, params, text: code };
}

function deviceOf(device: HomeDevice, i: number): Device {
  const total = device.testPackets * 3;
  return {
    device: device.name,
    mac: `24:f5:a2:00:00:${(16 + i).toString(16)}`,
    vendor: device.vendor,
    name: device.name,
    nameSource: 'label',
    hints: [],
    ips: [`192.168.1.${100 + i}`],
    packets: total,
    bytes: total * 380,
    internetPackets: Math.round(total * 0.9),
    type: device.type,
    category: null,
    kind: device.type === NON_IOT ? 'non-iot' : 'iot',
    kindSource: 'label',
    kindReason: 'The label file says so.',
  };
}

/** One step of the timeline: how many packets of a device were given which type. */
interface Step {
  device: HomeDevice;
  bin: number;
  named: Map<string, number>;
}

function steps(vantage: VantageName, devices: readonly HomeDevice[], random: Random): Step[] {
  return devices.flatMap((device) => {
    const legible = Math.min(0.999, Math.max(0, device.legible + (handicap[vantage] ?? -0.1)));
    const counts = new Array<number>(bins).fill(0);
    for (let i = 0; i < device.testPackets; i++) {
      const bin = device.bursts ? burstBin(random) : random.integer(bins);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return counts.flatMap((count, bin) => {
      if (count === 0) return [];
      const named = new Map<string, number>();
      for (let i = 0; i < count; i++) {
        const type =
          random.uniform() < legible
            ? device.type
            : random.uniform() < 0.7
              ? device.mistakenFor
              : random.pick(devices).type;
        named.set(type, (named.get(type) ?? 0) + 1);
      }
      return [{ device, bin, named }];
    });
  });
}

function burstBin(random: Random): number {
  const centre = random.pick([8, 31, 52, 77, 103]);
  return Math.min(bins - 1, Math.max(0, Math.round(random.normal(centre, 3))));
}

function vantageOf(
  vantage: VantageName,
  devices: readonly HomeDevice[],
  options: FixtureOptions,
): VantageAudit {
  const random = new Random(41 + vantage.length);
  const all = steps(vantage, devices, random);
  const types = [...new Set(devices.map((device) => device.type))];
  const matrix = types.map((truth) =>
    types.map((said) =>
      sum(all.filter((s) => s.device.type === truth).map((s) => s.named.get(said) ?? 0)),
    ),
  );
  const score = scoreOf(types, matrix);
  const total = sum(matrix.map(sum));
  return {
    vantage,
    view: {
      vantage,
      packets: total * 3,
      bytes: total * 3 * 450,
      distinctLengths: vantage === 'napt' ? 611 : 118,
      distinctLengthsInside: 611,
      lengthEntropyBits: vantage === 'napt' ? 6.42 : 5.17,
      controlPackets: vantage === 'napt' ? 0 : 214,
      hiddenLanPackets: Math.round(total * 0.27),
      visible:
        vantage === 'napt'
          ? {
              servers: 61,
              serverPorts: 1,
              ports: [{ protocol: 'tcp', port: 443, packets: total * 3 }],
              connections: 804,
              timeServers: 0,
              names: 1,
              commonNames: [{ name: 'lamp.example.com', dns: 31, tls: 8, quic: 0, http: 0 }],
              veiled: { encryptedHellos: 0, namelessHellos: 2, dnsOverTls: 0, dnsOverHttps: 0 },
              homeIpv6Addresses: 0,
            }
          : null,
    },
    hiding: fixtureHiding(vantage),
    adversaries: [
      { ...score, model: 'best' },
      { ...weaker(score), model: 'forest' },
    ],
    devices: devices.map((device) => verdictOf(device, all, types, matrix)),
    presence: fixturePresence(
      types,
      (type) => score.categoryAccuracy[type] ?? 0,
      testStart,
      bins * binSeconds,
    ),
    ...fixtureDiary(),
    claims: options.claims === false ? [] : claimsOf(devices, vantage),
    leakage:
      options.leakage === false
        ? null
        : {
            bayesErrorLower: vantage === 'napt' ? 0.006 : 0.021,
            mutualInformationBits: vantage === 'napt' ? 2.71 : 2.38,
            typeEntropyBits: 2.94,
          },
    timeline: {
      start: testStart,
      binSeconds,
      bins,
      lanes: types.map((type) => laneOf(type, all)),
    },
  };
}

function scoreOf(
  labels: string[],
  matrix: number[][],
): Omit<VantageAudit['adversaries'][0], 'model'> {
  const rows = matrix.map(sum);
  const total = sum(rows);
  const right = matrix.map((row, i) => row[i] ?? 0);
  const iot = labels.map((label, i) => (label === NON_IOT ? -1 : i)).filter((i) => i >= 0);
  const iotTotal = sum(iot.map((i) => rows[i] ?? 0));
  const present = labels.map((_, i) => i).filter((i) => (rows[i] ?? 0) > 0);
  const recall = present.map((i) => (right[i] ?? 0) / (rows[i] ?? 1));
  return {
    overallAccuracy: total === 0 ? 0 : sum(right) / total,
    iotAccuracy: iotTotal === 0 ? null : sum(iot.map((i) => right[i] ?? 0)) / iotTotal,
    macroRecall: present.length === 0 ? 0 : sum(recall) / present.length,
    categoryAccuracy: Object.fromEntries(present.map((i, k) => [labels[i], recall[k]])),
    confusion: { labels, matrix },
    packets: total,
    windows: Math.ceil(total / 100),
    learnedIotAccuracy: iotTotal === 0 ? null : sum(iot.map((i) => right[i] ?? 0)) / iotTotal,
    unlearnedIotPackets: 0,
    calibration: {
      temperature: 0.6,
      abstainBelow: 0.52,
      packets: 21_000,
      before: { expectedCalibrationError: 0.034, brierScore: 0.061 },
      after: { expectedCalibrationError: 0.006, brierScore: 0.052 },
      iotBefore: { expectedCalibrationError: 0.058, brierScore: 0.094 },
      iotAfter: { expectedCalibrationError: 0.011, brierScore: 0.081 },
      unknown: { ofKnown: 0.047, ofUnmet: null, namedIotAccuracy: 0.981 },
    },
    baselines: {
      majority: total === 0 ? 0 : Math.max(...rows) / total,
      iotMajority: iotTotal === 0 ? null : Math.max(...iot.map((i) => rows[i] ?? 0)) / iotTotal,
    },
  };
}

/** A second adversary: half of what was right goes to the next type along. */
function weaker(score: ReturnType<typeof scoreOf>): ReturnType<typeof scoreOf> {
  const { labels, matrix } = score.confusion;
  const moved = matrix.map((row, i) => {
    const lost = Math.floor((row[i] ?? 0) * 0.22);
    const to = (i + 1) % row.length;
    return row.map((count, j) => count - (j === i ? lost : 0) + (j === to ? lost : 0));
  });
  return scoreOf(labels, moved);
}

function verdictOf(
  device: HomeDevice,
  all: readonly Step[],
  types: readonly string[],
  matrix: readonly number[][],
): DeviceVerdict {
  const own = all.filter((step) => step.device === device);
  const testPackets = sum(own.map((step) => sum([...step.named.values()])));
  const right = sum(own.map((step) => step.named.get(device.type) ?? 0));
  const column = types.indexOf(device.type);
  const said = sum(matrix.map((row) => row[column] ?? 0));
  const recall = testPackets === 0 ? null : right / testPackets;
  const wrong = types
    .filter((type) => type !== device.type)
    .map((type) => ({ type, count: sum(own.map((step) => step.named.get(type) ?? 0)) }))
    .sort((a, b) => b.count - a.count)[0];
  const first = own.find((step) => (step.named.get(device.type) ?? 0) >= 3);
  const start = own[0];
  const enough = testPackets >= 50;
  return {
    device: device.name,
    type: device.type,
    verdict: !enough
      ? 'not-enough-data'
      : (recall ?? 0) >= 0.8
        ? 'identified'
        : (recall ?? 0) >= 0.3
          ? 'partly'
          : 'hidden',
    recall,
    precision: said === 0 ? null : (matrix[column]?.[column] ?? 0) / said,
    firstIdentifiedSeconds:
      first === undefined || start === undefined || !enough
        ? null
        : (first.bin - start.bin) * binSeconds + 3.4,
    trainPackets: testPackets * 2,
    testPackets,
    meanConfidence: right === 0 ? null : 0.62 + 0.36 * (recall ?? 0),
    unknownShare: testPackets === 0 ? null : 0.3 * (1 - (recall ?? 0)),
    confusedWith:
      wrong === undefined || wrong.count === 0
        ? null
        : { type: wrong.type, share: wrong.count / testPackets },
  };
}

function laneOf(type: string, all: readonly Step[]): VantageAudit['timeline']['lanes'][0] {
  const perBin = (count: (step: Step) => number): number[] => {
    const values = new Array<number>(bins).fill(0);
    for (const step of all) values[step.bin] = (values[step.bin] ?? 0) + count(step);
    return values;
  };
  return {
    type,
    truth: perBin((s) => (s.device.type === type ? sum([...s.named.values()]) : 0)),
    labelled: perBin((s) => s.named.get(type) ?? 0),
    correct: perBin((s) => (s.device.type === type ? (s.named.get(type) ?? 0) : 0)),
  };
}

function claimsOf(devices: readonly HomeDevice[], vantage: VantageName): VantageAudit['claims'] {
  const drop = vantage === 'napt' ? 0 : 0.06;
  const types = devices.filter(
    (device, i) =>
      device.type !== NON_IOT &&
      device.testPackets >= 50 &&
      devices.findIndex((other) => other.type === device.type) === i,
  );
  const present = types
    .filter((device) => device.legible - drop > 0.7)
    .map((device, i) => {
      const support = i === 3 ? 12 : 38 - i;
      const right = Math.floor(support * Math.min(1, device.legible + 0.03 - drop));
      return {
        code: 'device-present' as const,
        params: { type: device.type, windows: support, total: 40 },
        text: `A ${device.type}.`,
        share: right / support,
        confidence: (right / support) * 0.92,
        support,
      };
    })
    .sort((a, b) => b.confidence - a.confidence);
  const others = devices.some((device) => device.type === NON_IOT);
  return [
    {
      code: 'device-count',
      params: { count: present.length },
      text: `This home has at least ${present.length} kinds of smart devices.`,
      share: (present.length - 1) / present.length,
      confidence: (present.length - 1) / present.length,
      support: present.length,
    },
    ...(others
      ? [
          {
            code: 'people-online' as const,
            params: { windows: 31, total: 40 },
            text: 'Phones or computers were in use.',
            share: 30 / 31,
            confidence: 0.838,
            support: 31,
          },
        ]
      : []),
    ...present,
  ];
}
