import { describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import { Random } from '../../contract/random';
import type { View } from '../../contract/vantage';
import { NO_CLASS } from '../../evaluation';
import { leaveEachOut, withoutClass } from './leave-out';
import type { LabelledParts } from './run-cell';

const classes = ['lamp', 'lock', 'non-iot', 'twin'];
/** The twin's packets are those of the lock. */
const lengths = [120, 300, 900, 300];

function streamOf(count: number, seed: number): { view: View; labels: Uint16Array } {
  const random = new Random(seed);
  const labels = Uint16Array.from({ length: count }, () => random.integer(classes.length));
  let now = 1e9;
  return {
    labels,
    view: {
      vantage: 'wireguard',
      count,
      time: Float64Array.from({ length: count }, () => (now += random.exponential(1))),
      length: Uint32Array.from(labels, (label) => lengths[label] as number),
      direction: new Uint8Array(count),
      serverPort: null,
      protocols: null,
    },
  };
}

describe('withoutClass', () => {
  it('keeps no packet of the class, and the others as they were', () => {
    const { view, labels } = streamOf(500, 1);
    labels[7] = NO_CLASS;
    const left = withoutClass({ view, labels, classes }, 1);
    expect(left.classes).toEqual(['lamp', 'non-iot', 'twin']);
    const others = [...labels.keys()].filter((row) => labels[row] !== 1);
    expect([...left.view.time]).toEqual(others.map((row) => view.time[row]));
    expect([...left.view.length]).toEqual(others.map((row) => view.length[row]));
    expect([...left.labels].map((label) => left.classes[label])).toEqual(
      others.map((row) => classes[labels[row] as number]),
    );
  });
});

describe('leaveEachOut', () => {
  it('takes a type for its twin, and is no less sure of it', async () => {
    const learn = streamOf(3000, 2);
    const ask = streamOf(2000, 3);
    const labelled: LabelledParts = {
      parts: {
        learn: { view: learn.view, devices: new Int32Array(3000) },
        ask: [{ view: ask.view, devices: new Int32Array(2000) }],
      },
      classes,
      taught: learn.labels,
      labels: classes,
      truth: ask.labels,
      trainPackets: 3000,
      testPackets: 2000,
    };
    const steps: string[] = [];
    const choice = { model: 'forest', seed: 1, workerEntry: undefined, trees: 20 } as const;
    const results = await leaveEachOut(labelled, choice, quietJob, (done, total) =>
      steps.push(`${done} of ${total}`),
    );
    expect(steps).toEqual(['0 of 3', '1 of 3', '2 of 3', '3 of 3']);
    expect(results.map(({ type }) => type)).toEqual(['lamp', 'lock', 'twin']);
    const [, lock, twin] = results;
    // Twins look alike, so the one that was never met is as familiar as all that is known.
    expect([lock?.takenFor, twin?.takenFor]).toEqual(['twin', 'lock']);
    for (const one of [lock, twin]) {
      expect(one?.packets).toBeGreaterThan(400);
      expect(Math.abs((one?.auroc as number) - 0.5)).toBeLessThan(0.1);
      expect(Math.abs((one?.unknown as number) - (one?.knownUnknown as number))).toBeLessThan(0.1);
    }
  });
});
