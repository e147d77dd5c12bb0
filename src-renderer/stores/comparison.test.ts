// @vitest-environment happy-dom
import { studyRequestSchema } from '@contract/ipc';
import type { StudyResult } from '@contract/study';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useComparison } from './comparison';
import {
  comparisonFaults,
  emptyComparisonForm,
  studyRequestOf,
  trainingsOf,
  type ComparisonForm,
} from './comparison-form';
import { mockBridge } from './testing/mock-bridge';

const result = { simulated: true, runs: [] } as unknown as StudyResult;

let outside: ReturnType<typeof mockBridge>;
beforeEach(() => {
  outside = mockBridge({ startStudy: { jobId: 'ours' }, cancelJob: { cancelled: true } });
  Object.assign(window, { homemole: outside.bridge });
  setActivePinia(createPinia());
});
afterEach(() => Object.assign(window, { homemole: undefined }));

async function running() {
  const comparison = useComparison();
  comparison.setUp({ kind: 'sample' });
  await comparison.start();
  return comparison;
}

describe('a comparison', () => {
  it('asks for what was set up', async () => {
    const comparison = await running();
    expect(comparison.phase).toBe('running');
    const [request] = outside.of('startStudy').mock.calls[0]!;
    expect(studyRequestSchema.parse(request)).toEqual(request);
    expect(request).toMatchObject({ source: { kind: 'sample' }, plan: { seeds: [1] } });
  });

  it('ends with the result of its own job, and is left', async () => {
    const comparison = await running();
    const done = (jobId: string) =>
      outside.send('jobDone', { jobId, outcome: { kind: 'study', result } });
    done('other');
    expect(comparison.phase).toBe('running');
    done('ours');
    expect([comparison.phase, comparison.simulated]).toEqual(['done', true]);
    expect(outside.listening()).toBe(0);
    comparison.leave('off');
    expect([comparison.phase, comparison.result]).toEqual(['off', null]);
  });

  it('goes back to the set-up when it is cancelled, and when it fails, then with the reason', async () => {
    const comparison = await running();
    void comparison.cancel();
    expect(comparison.phase).toBe('cancelling');
    outside.send('jobFailed', { jobId: 'ours', problem: { code: 'cancelled', params: {} } });
    expect([comparison.phase, comparison.problem]).toEqual(['setup', null]);
    await comparison.start();
    const problem = { code: 'no-packets', params: { file: 'a' } };
    outside.send('jobFailed', { jobId: 'ours', problem });
    expect([comparison.phase, comparison.problem]).toEqual(['setup', problem]);
  });

  it('does not begin when main refuses', async () => {
    const problem = { code: 'no-packets', params: { file: 'a' } };
    outside.of('startStudy').mockResolvedValueOnce({ ok: false, problem });
    const comparison = await running();
    expect([comparison.phase, comparison.problem]).toEqual(['setup', problem]);
    expect(outside.listening()).toBe(0);
  });
});

describe('the set-up', () => {
  const form = (changes: Partial<ComparisonForm>): ComparisonForm => ({
    ...emptyComparisonForm(),
    ...changes,
  });
  const planOf = (changes: Partial<ComparisonForm>) =>
    studyRequestOf(form(changes), { kind: 'sample' })?.plan;

  it('needs one of each, and a window only where it matters', () => {
    const none = { models: [], vantages: [], scenarios: [], windows: [] };
    expect(comparisonFaults(form(none))).toEqual(['models', 'vantages', 'scenarios']);
    expect(comparisonFaults(form({ windows: [], random: true }))).toEqual(['windows']);
    expect(planOf(none)).toBeUndefined();
    expect(planOf({ windows: [] })?.windows).toEqual([100]);
  });

  it('has the simplest model first, the largest window first, and the paper’s split behind ours', () => {
    const plan = planOf({ models: ['blstm', 'forest'], windows: [20, 100], random: true });
    expect(plan?.models).toEqual(['forest', 'blstm']);
    expect(plan?.windows).toEqual([100, 20]);
    expect(plan?.splits).toEqual(['time', 'random']);
    expect(planOf({ seeds: '3' })?.seeds).toEqual([1, 2, 3]);
  });

  it.each<[Partial<ComparisonForm>, number]>([
    // Two forests, and one with shuffled labels.
    [{}, 3],
    [{ permuted: false, seeds: '4' }, 8],
    // By time: forest 1, its control 1, the network 3 times; at random: all three 3 times.
    [{ models: ['forest', 'blstm'], windows: [20, 40, 100], random: true }, 14],
    // The network 2 times, its control 2 times, at two places.
    [{ models: ['lstm'], windows: [20, 40], vantages: ['napt', 'wireguard'] }, 8],
  ])('counts the trainings of %j: %i', (changes, trainings) => {
    expect(trainingsOf(form(changes))).toBe(trainings);
  });
});
