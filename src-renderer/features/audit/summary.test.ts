import type { AuditResult, DeviceVerdict, Score, VantageAudit, Verdict } from '@contract/results';
import { describe, expect, it } from 'vitest';
import { createFormat } from '../../i18n/format';
import { i18n } from '../../i18n';
import { headlineOf } from './headline';
import { countVerdicts, deviceOrder, guesses, worstMixUps } from './summary';

const t = (key: string, named?: Record<string, unknown>): string => i18n.global.t(key, named ?? {});
const format = createFormat(t);

function verdict(device: string, type: string, given: Verdict): DeviceVerdict {
  return {
    device,
    type,
    verdict: given,
    recall: null,
    precision: null,
    firstIdentifiedSeconds: null,
    trainPackets: 0,
    testPackets: 0,
    meanConfidence: null,
    unknownShare: null,
    confusedWith: null,
  };
}
function audit(vantage: VantageAudit['vantage'], devices: DeviceVerdict[]): VantageAudit {
  return { vantage, devices } as unknown as VantageAudit;
}
const seen = [
  verdict('phone', 'non-iot', 'identified'),
  verdict('lock', 'lock-type', 'identified'),
  verdict('lamp', 'lamp-type', 'hidden'),
  verdict('fridge', 'fridge-type', 'not-enough-data'),
];

describe('counting verdicts', () => {
  it('counts smart devices only', () => {
    expect(countVerdicts(audit('napt', seen))).toEqual({
      identified: 1,
      partly: 0,
      hidden: 1,
      'not-enough-data': 1,
      total: 3,
    });
  });
});

describe('the headline', () => {
  const of = (vantage: VantageAudit['vantage'], devices: DeviceVerdict[]): string =>
    headlineOf(audit(vantage, devices), t, format).replaceAll('\u00a0', ' ');
  const all = ['lock', 'lamp', 'fridge'].map((name) => verdict(name, name, 'identified'));

  it('tells the router from a VPN', () => {
    expect(of('napt', seen)).toBe('Behind the router, 1 of 3 smart devices was recognised.');
    expect(of('wireguard', [...all.slice(1), verdict('lock', 'lock-type', 'partly')])).toBe(
      'Behind a VPN, 2 of 3 smart devices were still recognised.',
    );
  });

  it('has words for all, for none and for nothing to recognise', () => {
    expect(of('wireguard', all)).toBe('Behind a VPN, all 3 smart devices were still recognised.');
    expect(of('wireguard', [verdict('lock', 'lock-type', 'hidden')])).toBe(
      'Behind a VPN, no smart device was recognised.',
    );
    expect(of('napt', [verdict('phone', 'non-iot', 'identified')])).toBe(
      'No smart device was found in this recording.',
    );
  });

  it('has words for the only device there is', () => {
    expect(of('napt', seen.slice(0, 2))).toBe(
      'Behind the router, the only smart device was recognised.',
    );
  });
});

describe('what a guesser scores', () => {
  const score = (labels: string[], matrix: number[][], iotMajority: number | null): Score =>
    ({
      confusion: { labels, matrix },
      baselines: { majority: 0.7, iotMajority },
    }) as Score;

  it('takes what was commonest while learning, whatever is busiest in the test', () => {
    const labels = ['non-iot', 'camera', 'plug', 'silent'];
    const matrix = [
      [60, 10, 0, 0],
      [5, 10, 0, 0],
      [0, 0, 5, 0],
      [0, 0, 0, 0],
    ];
    expect(guesses(score(labels, matrix, 5 / 20))).toEqual({
      iot: 5 / 20,
      macro: 1 / 3,
      overall: 0.7,
    });
  });

  it('scores nothing where there is nothing', () => {
    expect(guesses(score(['non-iot'], [[0]], null))).toEqual({
      iot: null,
      macro: null,
      overall: 0.7,
    });
  });
});

it('finds the worst mix-ups by share of the row, leaving out right names and crumbs', () => {
  const score = {
    confusion: {
      labels: ['a', 'b', 'c'],
      matrix: [
        [50, 50, 0],
        [1, 990, 9],
        [3, 0, 7],
      ],
    },
  } as unknown as Score;
  expect(worstMixUps(score, 5)).toEqual([
    { truth: 'a', said: 'b', count: 50, share: 0.5 },
    { truth: 'c', said: 'a', count: 3, share: 0.3 },
  ]);
  expect(worstMixUps(score, 1)).toHaveLength(1);
});

it('orders devices by their worst exposure from anywhere, so that no vantage changes the order', () => {
  const result = {
    vantages: [
      audit('napt', [
        verdict('lock', 'l', 'partly'),
        verdict('lamp', 'l', 'hidden'),
        verdict('phone', 'non-iot', 'hidden'),
      ]),
      audit('wireguard', [
        verdict('lock', 'l', 'hidden'),
        verdict('lamp', 'l', 'identified'),
        verdict('phone', 'non-iot', 'partly'),
      ]),
    ],
  } as unknown as AuditResult;
  expect(deviceOrder(result)).toEqual(['lamp', 'lock', 'phone']);
});
