import type { Problem } from '@contract/errors';
import type { Progress } from '@contract/job';
import type { Card, TrainingPoint } from '@contract/learning';
import type { LibraryModel } from '@contract/library';
import type { VantageName } from '@contract/vantage';
import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef } from 'vue';
import { ask } from '../bridge';
import { addPoint } from '../charts/loss-data';
import { sourceOf, type Chosen } from './chosen';
import { useInventory } from './inventory';
import { listenToJob } from './notices';
import { emptyTrainingForm, trainingFaults, trainingRequestOf } from './training-form';

export type TrainingPhase = 'off' | 'setup' | 'running' | 'cancelling' | 'done';

/** How long a cancelled job may take to say so. */
const patienceMs = 5000;

/**
 * One training from its set-up to the model that is kept or discarded: off -> setup -> running -> done ->
 * off. What fails or is cancelled leads back to the set-up, as it was left.
 */
export const useTraining = defineStore('training', () => {
  const inventory = useInventory();
  const phase = ref<TrainingPhase>('off');
  const chosen = shallowRef<Chosen | null>(null);
  const form = reactive(emptyTrainingForm());
  const jobId = ref<string | null>(null);
  const progress = shallowRef<Progress | null>(null);
  const points = shallowRef<readonly TrainingPoint[]>([]);
  const card = shallowRef<Card | null>(null);
  /** Why it did not start, or broke off. */
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  /** Why keeping failed. */
  const hitch = shallowRef<Problem | null>(null);
  const kept = shallowRef<LibraryModel | null>(null);
  let listening: ReturnType<typeof listenToJob> | null = null;

  /** Null while it is not known who is who. */
  const devices = computed(() => (inventory.result === null ? null : inventory.devices));
  const faults = computed(() => trainingFaults(form, devices.value));
  /** Made by the simulator, as far as is known. */
  const simulated = computed(
    () =>
      card.value?.data.simulated ??
      (chosen.value?.kind === 'sample' || (inventory.result?.simulated ?? false)),
  );

  function clear(next: TrainingPhase): void {
    listening?.end();
    listening = null;
    phase.value = next;
    jobId.value = null;
    progress.value = null;
    points.value = [];
    card.value = null;
    problem.value = null;
    hitch.value = null;
    kept.value = null;
  }

  /** Opens the set-up for a capture; `vantage` is the place that was looked at last. */
  function setUp(next: Chosen, vantage: VantageName | null): void {
    if (phase.value !== 'off') return;
    if (JSON.stringify(next) !== JSON.stringify(chosen.value)) form.left = [];
    chosen.value = next;
    if (vantage !== null && vantage !== 'lan') form.vantage = vantage;
    clear('setup');
  }

  function leave(): void {
    if (phase.value === 'setup') clear('off');
  }

  function backToSetUp(reason: Problem | null): void {
    clear('setup');
    problem.value = reason;
  }

  async function start(): Promise<void> {
    if (chosen.value === null || phase.value !== 'setup' || busy.value) return;
    const request = trainingRequestOf(form, sourceOf(chosen.value), devices.value);
    if (request === null) return;
    busy.value = true;
    problem.value = null;
    listening = listenToJob({
      jobProgress: (notice) => {
        progress.value = notice.progress;
        const { point } = notice.progress;
        if (point) points.value = addPoint(points.value, point);
      },
      jobDone: ({ outcome }) => {
        if (outcome.kind !== 'training') return;
        listening?.end();
        card.value = Object.freeze(outcome.result);
        points.value = outcome.result.training?.points ?? [];
        phase.value = 'done';
      },
      jobFailed: (notice) =>
        backToSetUp(notice.problem.code === 'cancelled' ? null : notice.problem),
    });
    const answer = await ask('startTraining', request);
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

  async function keep(name: string): Promise<void> {
    const id = jobId.value;
    if (phase.value !== 'done' || id === null || busy.value || kept.value !== null) return;
    busy.value = true;
    hitch.value = null;
    const answer = await ask('keepModel', { jobId: id, name });
    busy.value = false;
    if (answer.ok) kept.value = answer.value;
    else hitch.value = answer.problem;
  }

  /** Lets what was not kept go, and leaves, or goes back to the set-up. */
  async function finish(next: 'off' | 'setup'): Promise<void> {
    const id = jobId.value;
    if (phase.value !== 'done' || busy.value) return;
    const gone = kept.value === null && id !== null;
    clear(next);
    if (gone) await ask('discardModel', { jobId: id });
  }

  return {
    phase,
    chosen,
    form,
    faults,
    devices,
    simulated,
    jobId,
    progress,
    points,
    card,
    problem,
    busy,
    hitch,
    kept,
    setUp,
    leave,
    start,
    cancel,
    keep,
    finish,
  };
});
