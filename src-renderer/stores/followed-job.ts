import type { Problem } from '@contract/errors';
import type { CallRequest, JobOutcome } from '@contract/ipc';
import type { Progress } from '@contract/job';
import { computed, ref, shallowRef } from 'vue';
import { ask } from '../bridge';
import { listenToJob } from './notices';

/** How long a cancelled job may take to say so. */
const patienceMs = 5000;

interface Starts {
  shaping: 'startShaping';
  'shaping-search': 'startShapingSearch';
}
type Result<K extends keyof Starts> = Extract<JobOutcome, { kind: K }>['result'];

/**
 * A job that goes on behind whatever is on the screen, one of its kind at a time. What fails is kept as its
 * problem; cancelled, nothing is.
 */
export function followedJob<K extends keyof Starts>(
  kind: K,
  call: Starts[K],
  done: (result: Result<K>) => void,
) {
  const phase = ref<'idle' | 'starting' | 'running' | 'cancelling'>('idle');
  const progress = shallowRef<Progress | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const busy = computed(() => phase.value !== 'idle');
  let jobId: string | null = null;
  let listening: ReturnType<typeof listenToJob> | null = null;

  function end(reason: Problem | null): void {
    listening?.end();
    listening = null;
    jobId = null;
    phase.value = 'idle';
    progress.value = null;
    problem.value = reason;
  }

  async function start(request: CallRequest<Starts[K]>): Promise<void> {
    if (busy.value) return;
    phase.value = 'starting';
    problem.value = null;
    listening = listenToJob({
      jobProgress: (notice) => (progress.value = notice.progress),
      jobDone: ({ outcome }) => {
        if (outcome.kind !== kind) return;
        end(null);
        done(Object.freeze(outcome.result) as Result<K>);
      },
      jobFailed: (notice) => end(notice.problem.code === 'cancelled' ? null : notice.problem),
    });
    const answer = await ask(call, request);
    if (!answer.ok) return end(answer.problem);
    jobId = answer.value.jobId;
    phase.value = 'running';
    listening?.follow(jobId);
  }

  async function cancel(): Promise<void> {
    const id = jobId;
    if (phase.value !== 'running' || id === null) return;
    phase.value = 'cancelling';
    const answer = await ask('cancelJob', { jobId: id });
    const back = (): void => {
      if (jobId === id && phase.value === 'cancelling') end(null);
    };
    // The notice that it ended comes by itself; when there is no such job, none will come.
    if (answer.ok && answer.value.cancelled) setTimeout(back, patienceMs);
    else back();
  }

  return { phase, progress, problem, busy, start, cancel };
}
