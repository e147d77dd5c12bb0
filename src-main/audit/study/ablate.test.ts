import { describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import { Random } from '../../contract/random';
import { ablationSchema } from '../../contract/study';
import type { View } from '../../contract/vantage';
import { computeFeatures, contextFeatureSet, packetFeatureSet } from '../../features';
import { ablate } from './ablate';

const COUNT = 60;

/** Two views that differ by what one ablation takes, and by nothing else. */
function viewWith(taken: string, seed: number): View {
  const shared = new Random(1);
  const own = new Random(seed);
  const random = (what: string): Random => (what === taken ? own : shared);
  let now = 1e9;
  const column = (what: string, bound: number): number[] =>
    Array.from({ length: COUNT }, () => random(what).integer(bound));
  return {
    vantage: 'napt',
    count: COUNT,
    time: Float64Array.from(column('no-interval', 100), (pause) => (now += pause)),
    length: Uint32Array.from(column('no-length', 1000)),
    direction: Uint8Array.from(column('no-direction', 2)),
    serverPort: Uint16Array.from(column('no-port', 60)),
    protocols: new Uint8Array(COUNT).fill(80),
  };
}

describe.each(ablationSchema.options.filter((one) => one !== 'none'))('%s', (ablation) => {
  it.each([contextFeatureSet, packetFeatureSet])(
    'leaves no feature that tells what it takes',
    async (setOf) => {
      const [one, other] = [1, 2].map((seed) => {
        const view = viewWith(ablation, seed);
        // Both start at the same moment: only intervals are taken.
        return { ...view, time: view.time.map((time) => time - (view.time[0] as number)) };
      }) as [View, View];
      const set = setOf(ablate(one, ablation));
      const seen = await computeFeatures(ablate(one, ablation), set, quietJob);
      const others = await computeFeatures(ablate(other, ablation), set, quietJob);
      expect(others.values).toEqual(seen.values);
      // While with it they differ.
      const whole = await computeFeatures(one, setOf(one), quietJob);
      const wholeOther = await computeFeatures(other, setOf(one), quietJob);
      expect(wholeOther.values).not.toEqual(whole.values);
    },
  );
});

it('keeps the order of packets without their intervals', () => {
  const view = viewWith('none', 1);
  const { time } = ablate(view, 'no-interval');
  expect(time.every((moment, i) => i === 0 || moment - (time[i - 1] as number) === 1)).toBe(true);
});
