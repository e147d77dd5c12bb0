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

/** Smart types and phones; `rows` are the packets of each, all named rightly. */
function withTotals(rows: [string, number][]): VantageAudit {
  const labels = rows.map(([label]) => label);
  const matrix = rows.map(([, n], i) => rows.map((_, j) => (i === j ? n : 0)));
  const [score] = napt.adversaries;
  return { ...napt, adversaries: [{ ...score!, confusion: { labels, matrix } }] };
}

it.each<[string, [string, number][], number, number | null]>([
  [
    'phones are busiest of all',
    [
      ['bulb', 30],
      ['plug', 10],
      ['non-iot', 60],
    ],
    40,
    30 / 40,
  ],
  [
    'a smart device is',
    [
      ['bulb', 60],
      ['plug', 20],
      ['non-iot', 20],
    ],
    80,
    60 / 80,
  ],
  [
    'two are as busy',
    [
      ['bulb', 40],
      ['plug', 40],
      ['non-iot', 20],
    ],
    80,
    40 / 80,
  ],
  [
    'no smart device is heard',
    [
      ['bulb', 0],
      ['non-iot', 20],
    ],
    0,
    null,
  ],
])('names the busiest smart device without looking: %s', (_, rows, smartPackets, guessSmart) => {
  expect(outcomeOf(withTotals(rows))).toMatchObject({ smartPackets, guessSmart });
});

it('bears a vantage without adversaries', () => {
  expect(outcomeOf({ ...napt, adversaries: [] })).toMatchObject({
    score: null,
    smartPackets: 0,
    guessSmart: null,
  });
});
