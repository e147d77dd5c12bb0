import type { Device } from '../../contract/home';
import { limitMessages } from '../../contract/messages';
import { Random } from '../../contract/random';
import type { AuditResult, Claim, VantageAudit } from '../../contract/results';
import type { VantageName } from '../../contract/vantage';
import { lanesOf, matrixOf, play, type Player, scoreOf, verdictOf } from './traffic';

const start = Date.UTC(2024, 2, 14, 6, 30) / 1000;
const bins = 144;
const binSeconds = 300;
const testStart = start + 18 * 3600;

function player(
  device: string,
  testPackets: number,
  right: number,
  mistakenFor: readonly string[],
  first: number | null,
  verdict: Player['verdict'],
  type = device,
): Player {
  return { device, type, testPackets, right, mistakenFor, firstIdentifiedSeconds: first, verdict };
}

/** A home as the provider sees it, and through a tunnel: some devices drop out of sight. */
const behindRouter: readonly Player[] = [
  player('doorbell', 2410, 1, [], 4.2, 'identified'),
  player('camera-kitchen', 5120, 0.99, ['camera-porch'], 1.5, 'identified'),
  player('camera-porch', 4380, 0.97, ['camera-kitchen', 'non-iot'], 2.1, 'identified'),
  player('speaker', 1890, 0.94, ['non-iot', 'television'], 48, 'identified'),
  player('television', 8200, 0.9, ['non-iot'], 320, 'identified'),
  player('plug-desk', 96, 0.6, ['plug-lamp', 'bulb'], 3720, 'partly', 'plug'),
  player('plug-lamp', 9, 0.78, ['bulb'], null, 'partly', 'plug'),
  player('bulb', 140, 0.12, ['plug', 'thermostat'], null, 'hidden'),
  player('thermostat', 0, 0, [], null, 'not-enough-data'),
  player('phone-1', 20400, 0.985, ['television', 'speaker'], 0.4, 'identified', 'non-iot'),
  player('laptop-1', 11800, 0.99, ['television'], 0.9, 'identified', 'non-iot'),
].map((p) => ({
  ...p,
  mistakenFor: p.mistakenFor
    .map((t) => (t === 'plug-lamp' ? 'plug' : t))
    .filter((t) => t !== p.type),
}));

const throughTunnel: readonly Player[] = behindRouter.map((p) => {
  if (p.device === 'speaker')
    return { ...p, right: 0.55, verdict: 'partly', firstIdentifiedSeconds: 900 };
  if (p.type === 'plug')
    return { ...p, right: 0.1, verdict: 'hidden', firstIdentifiedSeconds: null };
  return {
    ...p,
    right: p.right * 0.96,
    mistakenFor: p.mistakenFor.length ? p.mistakenFor : ['non-iot'],
  };
});

const claims: readonly Claim[] = [
  claim(
    'device-present',
    'A doorbell lives here: it was on the line in 71 of 120 six-minute windows.',
    71 / 72,
    72,
  ),
  claim(
    'device-present',
    'A plug lives here: it was on the line in 9 of 120 six-minute windows.',
    7 / 9,
    9,
  ),
  claim('device-absent-undecided', 'Whether a thermostat lives here cannot be told.', 0, 0),
  claim(
    'people-online',
    'Phones or computers were in use in 88 of 120 six-minute windows.',
    0.95,
    120,
  ),
  claim('device-count', 'This home has at least 6 kinds of smart devices.', 1, 120),
];

function claim(code: Claim['code'], text: string, confidence: number, support: number): Claim {
  return { code, params: {}, text, confidence, support };
}

function vantageOf(vantage: VantageName, players: readonly Player[], seed: number): VantageAudit {
  const types = [...new Set(players.map((p) => p.type))];
  const answers = play(players, bins, new Random(seed));
  const score = scoreOf(types, matrixOf(players, answers, types), 'non-iot');
  const tunnel = vantage !== 'napt';
  return {
    vantage,
    view: {
      vantage,
      packets: 163_335 + (tunnel ? 412 : 0),
      bytes: 98_112_040 + (tunnel ? 9_114_090 : 0),
      distinctLengths: tunnel ? 93 : 1204,
      distinctLengthsInside: 1204,
      lengthEntropyBits: tunnel ? 4.87 : 6.31,
      controlPackets: tunnel ? 412 : 0,
      hiddenLanPackets: 21_400,
    },
    adversaries: [score, { ...score, model: 'forest', macroRecall: score.macroRecall * 0.9 }],
    devices: players.map((p) => verdictOf(p, answers)),
    events: [],
    claims: [...claims],
    leakage: tunnel
      ? null
      : { bayesErrorLower: 0.013, mutualInformationBits: 1.31, typeEntropyBits: 1.52 },
    timeline: { start: testStart, binSeconds, bins, lanes: lanesOf(players, answers, types, bins) },
  };
}

function deviceOf(p: Player, i: number): Device {
  const phone = p.type === 'non-iot';
  return {
    device: p.device,
    mac: `02:00:5e:10:00:${i.toString(16).padStart(2, '0')}`,
    vendor: phone ? null : 'Example Devices Ltd',
    name: p.device,
    nameSource: 'label',
    ips: [`192.168.7.${10 + i}`],
    packets: p.testPackets * 3 + 40,
    bytes: p.testPackets * 1800 + 4000,
    internetPackets: p.testPackets * 3,
    type: p.type,
    category: null,
    kind: phone ? 'non-iot' : 'iot',
    kindSource: 'label',
  };
}

/** A whole, coherent audit of two vantages; what a test is about is passed in `over`. */
export function auditFixture(over: Partial<AuditResult> = {}): AuditResult {
  const devices = behindRouter.map(deviceOf);
  return {
    format: 'homemole-audit',
    version: 1,
    source: {
      simulated: false,
      files: [
        {
          path: '/somewhere/private/home-evening.pcapng',
          format: 'pcapng',
          compression: 'gzip',
          linkTypes: ['ethernet'],
          packets: 184_735,
          bytes: 121_400_310,
          truncatedPackets: 12,
          warnings: [
            { code: 'time-gap', count: 2 },
            { code: 'headers-cut', count: 12 },
          ],
          simulated: false,
        },
      ],
      startTime: start,
      durationSeconds: 30 * 3600,
      packets: 184_735,
      bytes: 108_455_871,
      internetPackets: 163_335,
    },
    home: {
      gateway: { mac: '02:00:5e:10:00:fe', vendor: null, ips: ['192.168.7.1'] },
      devices,
    },
    vantages: [vantageOf('napt', behindRouter, 7), vantageOf('wireguard', throughTunnel, 8)],
    shaping: [],
    method: {
      split: 'time-blocked: first 60 %, gap 60 s, rest',
      seed: 0,
      trainSeconds: 64_740,
      gapSeconds: 60,
      testSeconds: 43_200,
      trainStart: start,
      testStart,
      window: 100,
    },
    limits: [
      { code: 'single-home', params: {}, text: limitMessages['single-home'] },
      { code: 'trained-on-this-home', params: {}, text: limitMessages['trained-on-this-home'] },
      {
        code: 'warnings',
        params: { count: 14 },
        text: 'Reading the capture gave 14 warning(s); see the files section.',
      },
    ],
    ...over,
  };
}

/** The same audit of simulated traffic. */
export function simulatedFixture(): AuditResult {
  const audit = auditFixture();
  const files = audit.source.files.map((file) => ({ ...file, simulated: true }));
  return {
    ...audit,
    source: { ...audit.source, simulated: true, files },
    limits: [{ code: 'simulated', params: {}, text: limitMessages.simulated }, ...audit.limits],
  };
}
