import { describe, expect, it } from 'vitest';
import { Jobs } from './jobs';
import { emptyResult } from './testing/empty-result';

const outcome = { kind: 'audit', result: emptyResult() } as const;

describe('Jobs', () => {
  it('lets a job end once', () => {
    const jobs = new Jobs();
    const jobId = jobs.open();
    expect(jobId).toMatch(/^[a-z0-9-]{1,40}$/);
    expect(jobs.finish(jobId, outcome)).toBe(true);
    expect(jobs.fail(jobId)).toBe(false);
    expect(jobs.finish(jobId, outcome)).toBe(false);
    expect(jobs.stateOf(jobId)).toBe('done');
    expect(jobs.cancelling(jobId)).toBe(false);
  });

  it('forgets the oldest ended jobs and never a running one', () => {
    const jobs = new Jobs();
    const running = jobs.open();
    const ended = Array.from({ length: 200 }, () => jobs.open());
    for (const jobId of ended) jobs.fail(jobId);
    expect(jobs.stateOf(ended[0] as string)).toBeNull();
    expect(jobs.stateOf(ended[199] as string)).toBe('failed');
    expect(jobs.active()).toEqual([running]);
  });

  it('keeps the outcomes of the last jobs that are done, whatever failed since', () => {
    const jobs = new Jobs();
    const done = Array.from({ length: 20 }, () => jobs.open());
    for (const jobId of done) jobs.finish(jobId, outcome);
    const failed = Array.from({ length: 20 }, () => jobs.open());
    for (const jobId of failed) jobs.fail(jobId);
    expect(jobs.outcomeOf(done[19] as string)).toBe(outcome);
    expect(jobs.outcomeOf(done[0] as string)).toBeNull();
    expect(jobs.outcomeOf(failed[19] as string)).toBeNull();
  });
});
