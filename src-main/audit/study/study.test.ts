import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { HomeMoleError } from '../../contract/errors';
import { quietJob, type StageReport } from '../../contract/job';
import { type StudyPlan, studyResultSchema, type StudyResult } from '../../contract/study';
import { runsOf } from './plan';
import { runStudy } from './study';

const resources = resolve(import.meta.dirname, '../../../resources');
const at = (file: string): string => resolve(resources, 'sample-home', file);
const plan: StudyPlan = {
  // No one can stand in the LAN: its runs fail.
  vantages: ['lan', 'wireguard'],
  models: ['forest'],
  scenarios: ['noisy'],
  splits: ['time', 'random'],
  windows: [100],
  ablations: ['none'],
  portModes: ['server'],
  seeds: [1],
  epochs: 15,
  trainShare: 2 / 3,
  permuted: true,
};
const optionsWith = (changes: Partial<StudyPlan> = {}) => ({
  captures: [at('capture.pcapng')],
  labels: at('devices.csv'),
  resources,
  knownDevices: null,
  workerEntry: undefined,
  plan: { ...plan, ...changes },
});

describe('a study of the sample home', () => {
  let result: StudyResult;
  const reports: StageReport[] = [];
  beforeAll(async () => {
    const job = { ...quietJob, report: (report: StageReport) => void reports.push(report) };
    result = await runStudy(optionsWith(), job);
  }, 120_000);

  it('is what the contract says', () => {
    expect(studyResultSchema.parse(result)).toEqual(result);
    expect(result.simulated).toBe(true);
  });

  it('tells runs that fail and keeps the others', () => {
    expect(result.failures.map(({ cell, problem }) => [cell.vantage, problem.code])).toEqual(
      Array.from({ length: 4 }, () => ['lan', 'vantage-unknown']),
    );
    expect(result.runs.map(({ vantage, split, seeds }) => [vantage, split, seeds])).toEqual([
      ['wireguard', 'time', [1]],
      ['wireguard', 'random', [1]],
    ]);
  });

  it('learns nothing from permuted labels, and much from the true ones', () => {
    expect(result.baselines).toHaveLength(2);
    for (const { permuted, split, majority, nearestLength } of result.baselines) {
      expect(permuted?.macroRecall.mean).toBeLessThan((permuted?.chance as number) + 0.05);
      const run = result.runs.find((one) => one.split === split);
      expect(run?.macroRecall.mean).toBeGreaterThan(3 * (permuted?.chance as number));
      expect(nearestLength.macroRecall).toBeGreaterThan(2 * majority.macroRecall);
    }
  });

  it('counts in a confusion matrix the packets that it tested', () => {
    for (const { confusion, testPackets } of result.runs) {
      const cells = confusion.matrix.flat();
      expect(cells.reduce((sum, count) => sum + count, 0)).toBe(testPackets);
    }
  });

  it('names the difference of both splits leakage', () => {
    const [time, random] = result.runs as [StudyResult['runs'][0], StudyResult['runs'][0]];
    const [gap, ...others] = result.leakage;
    expect(others).toEqual([]);
    expect(gap?.macroRecall).toBe(random.macroRecall.mean - time.macroRecall.mean);
  });

  it('says of each step which run it belongs to', () => {
    const subjects = new Set(
      reports.filter(({ stage }) => stage === 'training').map(({ subject }) => subject),
    );
    const planned = runsOf(plan).filter(({ cell }) => cell.vantage === 'wireguard');
    expect([...subjects]).toEqual(planned.map(({ subject }) => subject));
  });
});

describe('a study', () => {
  it('has the problem of its runs where all of them fail', async () => {
    const failing = runStudy(optionsWith({ vantages: ['lan'] }), quietJob);
    await expect(failing).rejects.toMatchObject({ problem: { code: 'vantage-unknown' } });
  });

  it('ends when it is cancelled, and loses no time with the runs that are left', async () => {
    const abort = new AbortController();
    let trainings = 0;
    const job = {
      signal: abort.signal,
      report: ({ stage }: StageReport) => {
        if (stage !== 'training') return;
        trainings++;
        abort.abort();
      },
    };
    const cancelled = runStudy(optionsWith({ vantages: ['napt', 'wireguard'] }), job);
    await expect(cancelled).rejects.toBeInstanceOf(HomeMoleError);
    await expect(cancelled).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    expect(trainings).toBeLessThan(3);
  });
});
