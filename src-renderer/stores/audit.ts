import type { Problem } from '@contract/errors';
import type { ChosenFiles } from '@contract/ipc';
import type { Progress } from '@contract/job';
import type { AuditResult } from '@contract/results';
import type { VantageName } from '@contract/vantage';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { ask, type Answer } from '../bridge';
import { emptyTrack, track } from '../features/progress/stage-track';
import { addFiles, canStart, defaultVantages, requestOf, withoutFile, type Chosen } from './chosen';
import { listenToJob } from './notices';

/** How long a cancelled job may take to say so. */
const patienceMs = 5000;

export type Phase = 'start' | 'running' | 'cancelling' | 'done' | 'failed';

/**
 * One audit from the choice of files to its result: start -> running -> done | failed. Whatever ends
 * it, the choice is kept until `startOver`.
 */
export const useAudit = defineStore('audit', () => {
  const phase = ref<Phase>('start');
  const busy = ref(false);
  const chosen = shallowRef<Chosen | null>(null);
  const vantages = ref<VantageName[]>([...defaultVantages]);
  const jobId = ref<string | null>(null);
  const progress = shallowRef<Progress | null>(null);
  const stages = shallowRef(emptyTrack());
  const result = shallowRef<AuditResult | null>(null);
  const problem = shallowRef<Problem | null>(null);
  let listening: ReturnType<typeof listenToJob> | null = null;

  const ready = computed(() => canStart(chosen.value, vantages.value));

  function stopListening(): void {
    listening?.end();
    listening = null;
  }

  function fail(reason: Problem): void {
    stopListening();
    jobId.value = null;
    problem.value = reason;
    phase.value = 'failed';
  }

  /** Back to the choice, as it was. */
  function back(): void {
    stopListening();
    jobId.value = null;
    problem.value = null;
    progress.value = null;
    result.value = null;
    phase.value = 'start';
  }

  /** Back to the first screen with nothing chosen. */
  function startOver(): void {
    back();
    chosen.value = null;
  }

  async function take(answer: Promise<Answer<'chooseFiles' | 'sortFiles'>>): Promise<void> {
    busy.value = true;
    const given = await answer;
    busy.value = false;
    if (!given.ok) return fail(given.problem);
    const files: ChosenFiles | null = given.value;
    if (files === null) return;
    if (phase.value !== 'start') back();
    chosen.value = addFiles(chosen.value, files);
  }

  /** The open dialog; dismissed, nothing changes. */
  async function chooseFiles(): Promise<void> {
    if (!busy.value) await take(ask('chooseFiles', undefined));
  }

  /** Files dropped on the window. */
  async function dropFiles(paths: readonly string[]): Promise<void> {
    if (paths.length === 0 || busy.value || phase.value !== 'start') return;
    await take(ask('sortFiles', { paths: paths.slice(0, 64) }));
  }

  /** After a problem: other captures in place of those that made it; the CSVs go too. */
  async function chooseAnother(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const answer = await ask('chooseFiles', undefined);
    busy.value = false;
    if (!answer.ok) return fail(answer.problem);
    if (answer.value === null) return;
    startOver();
    chosen.value = addFiles(null, answer.value);
  }

  function chooseSample(): void {
    if (phase.value !== 'start') back();
    chosen.value = { kind: 'sample' };
  }

  /** The recording that was just made. */
  function chooseCapture(jobId: string, labels: string | null): void {
    if (phase.value !== 'start') back();
    chosen.value = { kind: 'capture', jobId, labels };
  }

  function removeFile(path: string): void {
    if (chosen.value !== null) chosen.value = withoutFile(chosen.value, path);
  }

  async function start(): Promise<void> {
    if (chosen.value === null || !ready.value || busy.value) return;
    busy.value = true;
    progress.value = null;
    result.value = null;
    stages.value = emptyTrack();
    listening = listenToJob({
      jobProgress: (notice) => {
        if (progress.value !== null && notice.progress.fraction < progress.value.fraction) return;
        progress.value = notice.progress;
        stages.value = track(stages.value, notice.progress, vantages.value);
      },
      jobDone: (notice) => {
        if (notice.outcome.kind !== 'audit') return;
        stopListening();
        result.value = Object.freeze(notice.outcome.result);
        phase.value = 'done';
      },
      jobFailed: (notice) => {
        if (notice.problem.code === 'cancelled') back();
        else fail(notice.problem);
      },
    });
    const answer = await ask('startAudit', requestOf(chosen.value, vantages.value));
    busy.value = false;
    if (!answer.ok) return fail(answer.problem);
    jobId.value = answer.value.jobId;
    phase.value = 'running';
    listening?.follow(answer.value.jobId);
  }

  /** Stops the job and goes back to the choice, at the latest when main says that it is gone. */
  async function cancel(): Promise<void> {
    if (phase.value !== 'running' || jobId.value === null) return;
    const id = jobId.value;
    phase.value = 'cancelling';
    const answer = await ask('cancelJob', { jobId: id });
    // The notice that the job ended comes by itself; when there is no such job, none will come.
    const leave = (): void => {
      if (jobId.value === id && phase.value === 'cancelling') back();
    };
    if (answer.ok && answer.value.cancelled) setTimeout(leave, patienceMs);
    else leave();
  }

  return {
    phase,
    busy,
    chosen,
    vantages,
    ready,
    jobId,
    progress,
    stages,
    result,
    problem,
    back,
    startOver,
    chooseFiles,
    chooseAnother,
    dropFiles,
    chooseSample,
    chooseCapture,
    removeFile,
    start,
    cancel,
  };
});
