import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StudyPlan } from '../../contract/study';
import { keyOf, runsOf } from './plan';

const plan: StudyPlan = {
  vantages: ['napt'],
  models: ['best'],
  scenarios: ['noisy'],
  splits: ['time'],
  windows: [100],
  ablations: ['none'],
  portModes: ['server'],
  seeds: [1],
  epochs: 15,
  trainShare: 2 / 3,
  permuted: false,
};
const cellsOf = (changes: Partial<StudyPlan>): string[] =>
  runsOf({ ...plan, ...changes }).map(({ cell }) => keyOf(cell));

describe('the runs of a plan', () => {
  it('are every combination with every seed', () => {
    const runs = runsOf({
      ...plan,
      models: ['forest', 'best'],
      scenarios: ['pure', 'noisy'],
      splits: ['time', 'random'],
      ablations: ['none', 'no-length'],
      seeds: [1, 2, 3],
    });
    expect(runs).toHaveLength(2 * 2 * 2 * 2 * 3);
  });

  it('leave out what makes no difference in a tunnel: ports', () => {
    const changes = {
      ablations: ['none', 'no-port'] as StudyPlan['ablations'],
      portModes: ['server', 'paper'] as StudyPlan['portModes'],
    };
    expect(cellsOf({ ...changes, vantages: ['wireguard'] })).toHaveLength(1);
    // Without ports it is all one which they were.
    expect(cellsOf({ ...changes, vantages: ['napt'] })).toHaveLength(3);
  });

  it('vary the window only where one is drawn or learned', () => {
    const windows = [20, 40, 100];
    expect(cellsOf({ windows })).toHaveLength(1);
    expect(cellsOf({ windows, splits: ['random'] })).toHaveLength(3);
    expect(cellsOf({ windows, models: ['blstm'] })).toHaveLength(3);
  });

  it('teach permuted labels to the first model once for each way to split', () => {
    const runs = runsOf({
      ...plan,
      models: ['forest', 'best'],
      splits: ['time', 'random'],
      ablations: ['none', 'no-port'],
      seeds: [4, 5],
      permuted: true,
    });
    const controls = runs.filter(({ permuted }) => permuted);
    expect(controls.map(({ cell, seed }) => [cell.model, cell.split, cell.ablation, seed])).toEqual(
      [
        ['forest', 'time', 'none', 4],
        ['forest', 'time', 'none', 5],
        ['forest', 'random', 'none', 4],
        ['forest', 'random', 'none', 5],
      ],
    );
  });

  it('say each something else of themselves, and those that share a view lie together', () => {
    const some = <T>(...all: T[]) => fc.subarray(all, { minLength: 1 });
    const plans = fc.record({
      vantages: some('napt' as const, 'wireguard' as const),
      models: some('forest' as const, 'best' as const, 'blstm' as const),
      scenarios: some('pure' as const, 'noisy' as const),
      splits: some('time' as const, 'random' as const),
      windows: some(20, 100),
      ablations: some('none' as const, 'no-port' as const, 'no-length' as const),
      portModes: some('server' as const, 'paper' as const),
      seeds: some(1, 2),
      permuted: fc.boolean(),
    });
    fc.assert(
      fc.property(plans, (changes) => {
        const runs = runsOf({ ...plan, ...changes });
        expect(new Set(runs.map(({ subject }) => subject)).size).toBe(runs.length);
        const views = runs.map(({ cell }) => `${cell.vantage} ${cell.scenario} ${cell.portMode}`);
        const changed = views.filter((view, i) => view !== views[i - 1]);
        expect(changed).toHaveLength(new Set(views).size);
      }),
    );
  });
});
