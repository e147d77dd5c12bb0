import { describe, expect, it } from 'vitest';
import { Jobs } from './jobs';

describe('Jobs', () => {
  it('lets a job end once', () => {
    const jobs = new Jobs();
    const jobId = jobs.open();
    expect(jobId).toMatch(/^[a-z0-9-]{1,40}$/);
    expect(jobs.close(jobId, 'done')).toBe(true);
    expect(jobs.close(jobId, 'failed')).toBe(false);
    expect(jobs.stateOf(jobId)).toBe('done');
    expect(jobs.cancelling(jobId)).toBe(false);
  });

  it('forgets the oldest ended jobs and never a running one', () => {
    const jobs = new Jobs();
    const running = jobs.open();
    const ended = Array.from({ length: 200 }, () => jobs.open());
    for (const jobId of ended) jobs.close(jobId, 'done');
    expect(jobs.stateOf(ended[0] as string)).toBeNull();
    expect(jobs.stateOf(ended[199] as string)).toBe('done');
    expect(jobs.active()).toEqual([running]);
  });
});
