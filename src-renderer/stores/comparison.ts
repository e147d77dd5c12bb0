import type { Problem } from '@contract/errors';
import type { Progress } from '@contract/job';
import type { StudyResult } from '@contract/study';
import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef } from 'vue';
import { ask } from '../bridge';
import { sourceOf, type Chosen } from './chosen';
import { comparisonFaults, emptyComparisonForm, studyRequestOf } from './comparison-form';
import { useInventory } from './inventory';
import { listenToJob } from './notices';

export type ComparisonPhase = 'off' | 'setup' | 'running' | 'cancelling' | 'done';

/** How long a cancelled job may take to say so. */
const patienceMs = 5000;

/**
 * One comparison of adversaries: off -> setup -> running -> done -> off. What fails or is cancelled
 * leads back to the set-up, as it was left.
 */
export const useComparison = defineStore('comparison', () => {
  const inventory = useInventory();
  const phase = ref<ComparisonPhase>('off');
  const chosen = shallowRef<Chosen | null>(null);
  const form = reactive(emptyComparisonForm());
  const jobId = ref<string | null>(null);
  const progress = shallowRef<Progress | null>(null);
  const result = shallowRef<StudyResult | null>(null);
  /** Why it did not start, or broke off. */
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  let listening: ReturnType<typeof listenToJob> | null = null;

  const faults = computed(() => comparisonFaults(form));
  /** Made by the simulator, as far as is known. */
  const simulated = computed(
    () =>
      result.value?.simulated ??
      (chosen.value?.kind === 'sample' || (inventory.result?.simulated ?? false)),
  );

  function clear(next: ComparisonPhase): void {
    listening?.end();
    listening = null;
    phase.value = next;
    jobId.value = null;
    progress.value = null;
    result.value = null;
    problem.value = null;
  }

  /** Opens the set-up for a capture. */
  function setUp(next: Chosen): void {
    if (phase.value !== 'off') return;
    chosen.value = next;
    clear('setup');
  }

  function backToSetUp(reason: Problem | null): void {
    clear('setup');
    problem.value = reason;
  }

  async function start(): Promise<void> {
    if (chosen.value === null || phase.value !== 'setup' || busy.value) return;
    const request = studyRequestOf(form, sourceOf(chosen.value));
    if (request === null) return;
    busy.value = true;
    problem.value = null;
    listening = listenToJob({
      jobProgress: (notice) => (progress.value = notice.progress),
      jobDone: ({ outcome }) => {
        if (outcome.kind !== 'study') return;
        listening?.end();
        result.value = Object.freeze(outcome.result);
        phase.value = 'done';
      },
      jobFailed: (notice) =>
        backToSetUp(notice.problem.code === 'cancelled' ? null : notice.problem),
    });
    const answer = await ask('startStudy', request);
    busy.value = false;
    if (!answer.ok) return backToSetUp(answer.problem);
    jobId.value = answer.value.jobId;
    phase.value = 'running';
    listening?.follow(answer.value.jobId);
  }

  /** Back to the set-up, at the latest when main says that there is no such job. */
  async function cancel(): Promise<void> {
    const id = jobId.value;
    if (phase.value !== 'running' || id === null) return;
    phase.value = 'cancelling';
    const answer = await ask('cancelJob', { jobId: id });
    const back = (): void => {
      if (jobId.value === id && phase.value === 'cancelling') backToSetUp(null);
    };
    if (answer.ok && answer.value.cancelled) setTimeout(back, patienceMs);
    else back();
  }

  /** Leaves the set-up or the result; `setup` compares again. */
  function leave(next: 'off' | 'setup'): void {
    if (phase.value === 'setup' || phase.value === 'done') clear(next);
  }

  return {
    phase,
    chosen,
    form,
    faults,
    simulated,
    jobId,
    progress,
    result,
    problem,
    busy,
    setUp,
    start,
    cancel,
    leave,
  };
});
