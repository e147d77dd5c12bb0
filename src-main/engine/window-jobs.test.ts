import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { jobOutcomeSchema } from '../contract/ipc';
import type { StudyPlan } from '../contract/study';
import { runJob, type Keepers } from './window-jobs';

const place = {
  resources: resolve(__dirname, '../../resources'),
  workerEntry: undefined,
  knownDevices: null,
};
const plan: StudyPlan = {
  vantages: ['napt'],
  models: ['forest'],
  scenarios: ['noisy'],
  splits: ['time'],
  windows: [100],
  ablations: ['none'],
  portModes: ['server'],
  seeds: [1],
  epochs: 1,
  trainShare: 2 / 3,
  permuted: false,
};

it('compares adversaries on the sample home, and says whose packets it is at', async () => {
  const subjects = new Set<string>();
  const outcome = await runJob(
    { kind: 'study', request: { source: { kind: 'sample' }, plan } },
    'study-1',
    place,
    // A comparison keeps no model.
    {} as Keepers,
    {
      signal: new AbortController().signal,
      progress: ({ subject }) => subject !== undefined && subjects.add(subject),
    },
  );
  if (outcome.kind !== 'study') throw new Error(outcome.kind);
  expect(jobOutcomeSchema.parse(outcome)).toEqual(outcome);
  expect(outcome.result.simulated).toBe(true);
  expect(outcome.result.runs.map(({ vantage, model }) => [vantage, model])).toEqual([
    ['napt', 'forest'],
  ]);
  // What the window reads the place and the model from.
  expect([...subjects]).toContain('napt forest');
});
