import type { Notice, NoticeName } from '@contract/ipc';
import { bridge } from '../bridge';

const names = ['jobProgress', 'jobDone', 'jobFailed'] as const satisfies readonly NoticeName[];
type JobNotice = (typeof names)[number];
type AnyNotice = { [N in JobNotice]: { name: N; notice: Notice<N> } }[JobNotice];

/** What is done with the notices of the job that is ours. */
export type Handlers = { [N in JobNotice]: (notice: Notice<N>) => void };

const mostKept = 64;

/**
 * Listens to the notices of one job. They can come before the reply that tells the job's id, so they
 * are kept until `follow` says whose are wanted; those of any other job are dropped.
 */
export function listenToJob(handlers: Handlers): { follow(jobId: string): void; end(): void } {
  let wanted: string | null = null;
  let kept: AnyNotice[] = [];

  const handle = (arrived: AnyNotice): void => {
    if (wanted === null) {
      kept = [...kept.slice(-mostKept + 1), arrived];
    } else if (arrived.notice.jobId === wanted) {
      (handlers[arrived.name] as (notice: AnyNotice['notice']) => void)(arrived.notice);
    }
  };

  const outside = bridge();
  const ends = names.map((name) =>
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
