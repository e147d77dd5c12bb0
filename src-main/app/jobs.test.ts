import { describe, expect, it } from 'vitest';
import { Jobs } from './jobs';
import { emptyResult } from './testing/empty-result';

const result = emptyResult();

describe('Jobs', () => {
  it('lets a job end once', () => {
    const jobs = new Jobs();
    const jobId = jobs.open();
    expect(jobId).toMatch(/^[a-z0-9-]{1,40}$/);
    expect(jobs.finish(jobId, result)).toBe(true);
    expect(jobs.fail(jobId)).toBe(false);
    expect(jobs.finish(jobId, result)).toBe(false);
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

  it('keeps the results of the last jobs that are done, whatever failed since', () => {
    const jobs = new Jobs();
    const done = Array.from({ length: 20 }, () => jobs.open());
    for (const jobId of done) jobs.finish(jobId, result);
    const failed = Array.from({ length: 20 }, () => jobs.open());
    for (const jobId of failed) jobs.fail(jobId);
    expect(jobs.resultOf(done[19] as string)).toBe(result);
    expect(jobs.resultOf(done[0] as string)).toBeNull();
    expect(jobs.resultOf(failed[19] as string)).toBeNull();
  });
});
