import { expect, it } from 'vitest';
import type { VantageAudit } from '../contract/results';
import { outcomeOf } from './outcome';
import { auditFixture } from './testing/audit-fixture';

const audit = auditFixture();
const [napt] = audit.vantages as [VantageAudit];

it('counts smart devices by verdict and leaves phones out', () => {
  const outcome = outcomeOf(napt);
  expect(outcome.smart.map((d) => d.device).sort()).toEqual(
    audit.home.devices
      .filter((d) => d.kind === 'iot')
      .map((d) => d.device)
      .sort(),
  );
  expect(outcome.others.map((d) => d.device).sort()).toEqual(['laptop-1', 'phone-1']);
  const counted = Object.values(outcome.counts).reduce((sum, n) => sum + n, 0);
  expect(counted).toBe(outcome.smart.length);
  expect(outcome.soonest?.device).toBe('camera-kitchen');
});

it('counts the packets of smart devices, and takes as guess what was commonest while learning', () => {
  const [score] = napt.adversaries;
  // Named rightly, taken for phones; phones last. The bulb is busiest, the plug was while learning.
  const labels = ['bulb', 'plug', 'non-iot'];
  const matrix = [
    [25, 0, 5],
    [0, 10, 0],
    [1, 0, 59],
  ];
  const baselines = { majority: 0.6, iotMajority: 0.25 };
  const adversaries = [{ ...score!, confusion: { labels, matrix }, baselines }];
  expect(outcomeOf({ ...napt, adversaries })).toMatchObject({ smartPackets: 40, guessSmart: 0.25 });
});

it('bears a vantage without adversaries', () => {
  expect(outcomeOf({ ...napt, adversaries: [] })).toMatchObject({
    score: null,
    smartPackets: 0,
    guessSmart: null,
  });
});

it('tells a device that was silent while learning from one that was hardly tested', () => {
  const { unlearned, counts } = outcomeOf(napt);
  // The kettle has 6,394 packets, none of them to learn from; the thermostat none at all.
  expect([unlearned, counts['not-enough-data']]).toEqual([2, 2]);
});
