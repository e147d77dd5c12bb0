import type { Job } from '../../contract/job';

/** A job of several equal parts: what one of them reports is how far the whole is. */
export function partOfJob(job: Job, part: number, of: number): Job {
  return {
    signal: job.signal,
    report: (report) =>
      job.report({
        ...report,
        stage: 'training',
        done: part + (report.total > 0 ? report.done / report.total : 0),
        total: of,
        unit: 'steps',
      }),
  };
}
