import type { Device } from '../../contract/home';
import { limitMessages } from '../../contract/messages';
import { Random } from '../../contract/random';
import type { AuditResult, VantageAudit } from '../../contract/results';
import type { VantageName } from '../../contract/vantage';
import type { AdversaryModel } from '../../contract/learning';
import type { AdversaryScore } from '../outcome';
import { hidingFixture } from './hiding-fixture';
import { presenceOf } from './presence-fixture';
import { behindRouter, claims, throughTunnel } from './players';
import { type Answers, lanesOf, matrixOf, play, type Player, scoreOf, verdictOf } from './traffic';

const start = Date.UTC(2024, 2, 14, 6, 30) / 1000;
const bins = 144;
const binSeconds = 300;
const testStart = start + 18 * 3600;

function vantageOf(vantage: VantageName, players: readonly Player[], seed: number): VantageAudit {
  const types = [...new Set(players.map((p) => p.type))];
  const unmet = players.filter((p) => p.trainPackets === 0).map((p) => p.type);
  const answers = play(players, bins, new Random(seed));
  const weaker = players.map((p) => ({ ...p, right: p.right * 0.9 }));
  const score = (model: AdversaryModel, of: Answers): AdversaryScore =>
    scoreOf(model, types, matrixOf(players, of, types), 'non-iot', unmet);
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
      visible: tunnel
        ? null
        : {
            servers: 143,
            serverPorts: 2,
            ports: [
              { protocol: 'tcp', port: 443, packets: 150_210 },
              { protocol: 'udp', port: 53, packets: 13_125 },
            ],
            connections: 2310,
            timeServers: 0,
            names: 1,
            commonNames: [{ name: 'lamp.example.com', dns: 40, tls: 12, quic: 0, http: 0 }],
            veiled: { encryptedHellos: 3, namelessHellos: 9, dnsOverTls: 0, dnsOverHttps: 0 },
            homeIpv6Addresses: 0,
          },
    },
    hiding: hidingFixture(vantage),
    adversaries: [
      score('best', answers),
      score('forest', play(weaker, bins, new Random(seed + 1))),
    ],
    devices: players.map((p) => verdictOf(p, players, answers)),
    presence: presenceOf(types, testStart),
    events: [],
    interactions: [],
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
    hints: [],
    ips: [`192.168.7.${10 + i}`],
    packets: p.testPackets * 3 + 40,
    bytes: p.testPackets * 1800 + 4000,
    internetPackets: p.testPackets * 3,
    type: p.type,
    category: null,
    kind: phone ? 'non-iot' : 'iot',
    kindSource: 'label',
    kindReason: 'The label file says so.',
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
          duplicates: 0,
          droppedPackets: null,
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
        params: { count: 2 },
        text: 'Reading the capture gave 2 warning(s); see the files section.',
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
