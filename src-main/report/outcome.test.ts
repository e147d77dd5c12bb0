import { expect, it } from 'vitest';
import type { VantageAudit } from '../contract/results';
import { outcomeOf } from './outcome';
import { beginPage } from './page';
import { auditFixture } from './testing/audit-fixture';

const audit = auditFixture();
const page = beginPage(audit);
const [napt] = audit.vantages as [VantageAudit];

it('counts smart devices by verdict and leaves phones out', () => {
  const outcome = outcomeOf(page, napt);
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

it('counts a device that was never heard as not enough data', () => {
  const devices = napt.devices.filter((d) => d.device !== 'doorbell');
  const outcome = outcomeOf(page, { ...napt, devices });
  const doorbell = outcome.smart.find((d) => d.device === 'doorbell');
  expect(doorbell).toMatchObject({ verdict: 'not-enough-data', recall: null, testPackets: 0 });
});

/** Two smart types and phones; `rows` are the packets of each, all named rightly. */
function withTotals(rows: [string, number][], majority: number): VantageAudit {
  const labels = rows.map(([label]) => label);
  const matrix = rows.map(([, n], i) => rows.map((_, j) => (i === j ? n : 0)));
  const [score] = napt.adversaries;
  const adversary = { ...score!, confusion: { labels, matrix }, baselines: { majority } };
  return { ...napt, adversaries: [adversary] };
}

it('works out what guessing gets on smart devices alone', () => {
  const of = (rows: [string, number][], majority: number) =>
    outcomeOf(page, withTotals(rows, majority));
  // Phones are the commonest: guessing them names no smart device.
  expect(
    of(
      [
        ['bulb', 30],
        ['plug', 10],
        ['non-iot', 60],
      ],
      0.6,
    ),
  ).toMatchObject({
    smartPackets: 40,
    guessSmart: 0,
  });
  // A smart type is: 60 of the 80 smart packets.
  expect(
    of(
      [
        ['bulb', 60],
        ['plug', 20],
        ['non-iot', 20],
      ],
      0.6,
    ).guessSmart,
  ).toBe(0.75);
  // Two types could be it, or none: not known.
  expect(
    of(
      [
        ['bulb', 40],
        ['plug', 40],
        ['non-iot', 20],
      ],
      0.4,
    ).guessSmart,
  ).toBeNull();
  expect(
    of(
      [
        ['bulb', 40],
        ['plug', 30],
        ['non-iot', 30],
      ],
      0,
    ).guessSmart,
  ).toBeNull();
});

it('bears a vantage without adversaries', () => {
  expect(outcomeOf(page, { ...napt, adversaries: [] })).toMatchObject({
    score: null,
    smartPackets: 0,
    guessSmart: null,
  });
});
