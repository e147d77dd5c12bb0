import type { Notice, NoticeName } from '@contract/ipc';
import { bridge } from '../bridge';

/** The notices that belong to a job. */
export type JobNotice = {
  [N in NoticeName]: Notice<N> extends { jobId: string } ? N : never;
}[NoticeName];
type AnyNotice = { [N in JobNotice]: { name: N; notice: Notice<N> } }[JobNotice];

/** What is done with the notices of the job that is ours. */
export type Handlers<N extends JobNotice> = { [K in N]: (notice: Notice<K>) => void };

const mostKept = 64;

/**
 * Listens to the notices of one job, those that have a handler. They can come before the reply that
 * tells the job's id, so they are kept until `follow` says whose are wanted; those of any other job
 * are dropped.
 */
export function listenToJob<N extends JobNotice>(
  handlers: Handlers<N>,
): { follow(jobId: string): void; end(): void } {
  let wanted: string | null = null;
  let kept: AnyNotice[] = [];

  const handle = (arrived: AnyNotice): void => {
    if (wanted === null) {
      kept = [...kept.slice(-mostKept + 1), arrived];
    } else if (arrived.notice.jobId === wanted) {
      const handler = handlers[arrived.name as N] as (notice: AnyNotice['notice']) => void;
      handler(arrived.notice);
    }
  };

  const outside = bridge();
  const ends = (Object.keys(handlers) as N[]).map((name) =>
    outside?.listen(name, (notice) => handle({ name, notice } as AnyNotice)),
  );

  return {
    follow: (jobId) => {
      wanted = jobId;
      for (const arrived of kept) handle(arrived);
      kept = [];
    },
    end: () => {
      for (const end of ends) end?.();
    },
  };
}
