import type { Problem } from '@contract/errors';
import type { LiveEnd, LiveRequest, LiveUpdate } from '@contract/live';
import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef } from 'vue';
import { ask } from '../bridge';
import { listenToJob } from './notices';
import { emptyForm, liveRequestOf, type RecordForm } from './record-form';

export type RecordingPhase = 'off' | 'setup' | 'starting' | 'live' | 'ended';

/** How a saved recording was written. */
export interface Saved {
  paths: readonly string[];
  anonymised: boolean;
}

/**
 * One live recording: off -> setup -> starting -> live -> ended -> off. A recording that has ended
 * waits until it is discarded; what broke off keeps what it has.
 */
export const useRecording = defineStore('recording', () => {
  const phase = ref<RecordingPhase>('off');
  const form = reactive<RecordForm>(emptyForm());
  const jobId = ref<string | null>(null);
  const command = ref('');
  const update = shallowRef<LiveUpdate | null>(null);
  const end = shallowRef<LiveEnd | null>(null);
  /** Why it did not start, or broke off. */
  const problem = shallowRef<Problem | null>(null);
  /** What a press of a button led to that did not work: pausing, saving, stopping. */
  const hitch = shallowRef<Problem | null>(null);
  const saved = shallowRef<readonly Saved[]>([]);
  const saving = ref<'plain' | 'anonymised' | null>(null);
  const stopping = ref(false);
  /** The state that was asked for and has not come yet. */
  const wanted = ref<'running' | 'paused' | null>(null);
  let labels: string | null = null;
  let listening: ReturnType<typeof listenToJob> | null = null;

  const recording = computed(() => phase.value === 'live');
  const paused = computed(() => update.value?.status.state === 'paused');
  /** Saved with all there is to it: without addresses it is another file. */
  const safe = computed(() => saved.value.some((one) => !one.anonymised));

  function stopListening(): void {
    listening?.end();
    listening = null;
  }

  function reset(next: RecordingPhase): void {
    stopListening();
    phase.value = next;
    jobId.value = null;
    update.value = null;
    end.value = null;
    problem.value = null;
    hitch.value = null;
    saved.value = [];
    stopping.value = false;
    wanted.value = null;
  }

  /** To the set-up, as it was left. */
  function setUp(): void {
    if (phase.value === 'off') reset('setup');
  }

  function leaveSetUp(): void {
    if (phase.value === 'setup') reset('off');
  }

  function take(next: LiveUpdate): void {
    update.value = Object.freeze(next);
    if (next.status.state === wanted.value) wanted.value = null;
  }

  function finish(result: LiveEnd, reason: Problem | null): void {
    stopListening();
    end.value = Object.freeze(result);
    update.value = result.update;
    problem.value = reason;
    stopping.value = false;
    phase.value = 'ended';
  }

  async function start(): Promise<void> {
    const request: LiveRequest | null = liveRequestOf(form);
    if (request === null || phase.value !== 'setup') return;
    reset('starting');
    labels = request.labels;
    listening = listenToJob({
      captureUpdate: (notice) => take(notice.update),
      captureEnded: (notice) => finish(notice.result, null),
      captureFailed: (notice) => {
        if (notice.result !== null) finish(notice.result, notice.problem);
        else backToSetUp(notice.problem);
      },
    });
    const answer = await ask('startCapture', request);
    if (!answer.ok) return backToSetUp(answer.problem);
    jobId.value = answer.value.jobId;
    command.value = answer.value.command;
    phase.value = 'live';
    listening.follow(answer.value.jobId);
  }

  function backToSetUp(reason: Problem): void {
    reset('setup');
    problem.value = reason;
  }

  async function change(to: 'running' | 'paused'): Promise<void> {
    const id = jobId.value;
    if (id === null || phase.value !== 'live' || stopping.value || wanted.value !== null) return;
    hitch.value = null;
    wanted.value = to;
    const answer = await ask(to === 'paused' ? 'pauseCapture' : 'resumeCapture', { jobId: id });
    if (answer.ok) return;
    wanted.value = null;
    hitch.value = answer.problem;
  }

  /** `captureEnded` follows, and with it the end. */
  async function stop(): Promise<void> {
    const id = jobId.value;
    if (id === null || phase.value !== 'live' || stopping.value) return;
    hitch.value = null;
    stopping.value = true;
    const answer = await ask('stopCapture', { jobId: id });
    if (answer.ok) return;
    stopping.value = false;
    hitch.value = answer.problem;
  }

  async function save(anonymised: boolean): Promise<void> {
    const id = jobId.value;
    if (id === null || phase.value !== 'ended' || saving.value !== null) return;
    hitch.value = null;
    saving.value = anonymised ? 'anonymised' : 'plain';
    const answer = await ask('saveCapture', { jobId: id, anonymised });
    saving.value = null;
    if (!answer.ok) hitch.value = answer.problem;
    else if (answer.value !== null) {
      saved.value = [...saved.value, { paths: answer.value.paths, anonymised }];
    }
  }

  /** Lets the recording go, and goes on to the first screen or to another set-up. */
  async function discard(next: 'off' | 'setup' = 'off'): Promise<void> {
    const id = jobId.value;
    if (phase.value !== 'ended') return;
    reset(next);
    if (id !== null) await ask('discardCapture', { jobId: id });
  }

  /** What an audit of the recording reads; null while there is none. */
  function source(): { jobId: string; labels: string | null } | null {
    if (phase.value !== 'ended' || jobId.value === null) return null;
    return { jobId: jobId.value, labels };
  }

  return {
    phase,
    form,
    jobId,
    command,
    update,
    end,
    problem,
    hitch,
    saved,
    saving,
    safe,
    stopping,
    wanted,
    recording,
    paused,
    setUp,
    leaveSetUp,
    start,
    change,
    stop,
    save,
    discard,
    source,
  };
});
