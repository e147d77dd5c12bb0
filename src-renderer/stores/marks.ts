import type { Problem } from '@contract/errors';
import { type JudgedMarks, type Mark, MOST_MARKS } from '@contract/marks';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { ask } from '../bridge';
import { useRecording } from './recording';

/** One thing that a person can do, with a button of its own. */
export interface Deed {
  /** MAC address of the device, or what it is called where it has none. */
  readonly device: string;
  readonly interaction: string;
}

/** A guided session: the same deed again and again, when the ring closes. */
export interface Guide {
  readonly deed: Deed;
  readonly repetitions: number;
  readonly seconds: number;
  done: number;
  /** When the ring closes next, in milliseconds since the epoch. */
  next: number;
}

/** Keys 1 to 9 are for as many. */
export const MOST_DEEDS = 9;

const same = (one: Deed, other: Deed): boolean =>
  one.device === other.device && one.interaction === other.interaction;

/**
 * What a person marks while a recording runs. Every mark is kept outside the window at once; the deeds stay for
 * the next recording, the marks are of one.
 */
export const useMarks = defineStore('marks', () => {
  const recording = useRecording();
  const deeds = ref<Deed[]>([]);
  const marks = shallowRef<readonly Mark[]>([]);
  const guide = ref<Guide | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const judged = shallowRef<JudgedMarks | null>(null);
  const judging = ref(false);
  /** The recording whose marks they are. */
  const owner = ref<string | null>(null);
  let sending: Promise<void> | null = null;
  let unsent = false;

  const last = computed(() => marks.value.at(-1) ?? null);

  function countOf(deed: Deed): number {
    return marks.value.filter((mark) => same(mark, deed)).length;
  }

  function add(deed: Deed): boolean {
    const interaction = deed.interaction.trim().slice(0, 60);
    const next = { device: deed.device, interaction };
    if (interaction === '' || deed.device === '' || deeds.value.length >= MOST_DEEDS) return false;
    if (deeds.value.some((one) => same(one, next))) return false;
    deeds.value = [...deeds.value, next];
    return true;
  }

  function remove(deed: Deed): void {
    deeds.value = deeds.value.filter((one) => !same(one, deed));
    if (guide.value !== null && same(guide.value.deed, deed)) guide.value = null;
  }

  /** It is done now. */
  function mark(deed: Deed, now = Date.now()): void {
    if (recording.phase !== 'live' || marks.value.length >= MOST_MARKS) return;
    begin();
    marks.value = [...marks.value, { ...deed, time: now / 1000 }];
    send();
  }

  function undo(): void {
    if (marks.value.length === 0) return;
    marks.value = marks.value.slice(0, -1);
    send();
  }

  /** Marks are of the recording that runs. */
  function begin(): void {
    if (owner.value === recording.jobId) return;
    owner.value = recording.jobId;
    marks.value = [];
    judged.value = null;
    problem.value = null;
  }

  /** One at a time; what was marked meanwhile goes with the next. */
  function send(): void {
    unsent = true;
    sending ??= sendAll().finally(() => (sending = null));
  }
  async function sendAll(): Promise<void> {
    while (unsent && owner.value !== null) {
      unsent = false;
      const answer = await ask('markEvents', { jobId: owner.value, marks: [...marks.value] });
      problem.value = answer.ok ? null : answer.problem;
    }
  }

  function startGuide(deed: Deed, repetitions: number, seconds: number, now = Date.now()): void {
    guide.value = { deed, repetitions, seconds, done: 0, next: now + seconds * 1000 };
  }

  /** To be called often while a session is guided; marks when the ring closes. */
  function tick(now = Date.now()): void {
    const session = guide.value;
    if (session === null) return;
    if (recording.phase !== 'live') guide.value = null;
    else if (now >= session.next && !recording.paused) {
      mark(session.deed, session.next);
      const done = session.done + 1;
      const next = session.next + session.seconds * 1000;
      // A window that slept does not catch up: nobody pressed meanwhile.
      guide.value =
        done >= session.repetitions
          ? null
          : { ...session, done, next: next > now ? next : now + session.seconds * 1000 };
    } else if (recording.paused) {
      guide.value = { ...session, next: Math.max(session.next, now + session.seconds * 1000) };
    }
  }

  function stopGuide(): void {
    guide.value = null;
  }

  /** What the marks of the recording that has ended are worth. */
  async function judge(): Promise<void> {
    const source = recording.source();
    if (source === null || owner.value !== source.jobId || marks.value.length === 0) return;
    if (judging.value || judged.value !== null) return;
    judging.value = true;
    await sending;
    const answer = await ask('judgeMarks', source);
    judging.value = false;
    if (owner.value !== source.jobId) return;
    if (answer.ok) judged.value = Object.freeze(answer.value);
    else problem.value = answer.problem;
  }

  /** How many marks the recording that is shown has. */
  const count = computed(() =>
    owner.value !== null && owner.value === recording.jobId ? marks.value.length : 0,
  );

  return {
    deeds,
    marks,
    guide,
    problem,
    judged,
    judging,
    last,
    count,
    countOf,
    add,
    remove,
    mark,
    undo,
    startGuide,
    tick,
    stopGuide,
    judge,
  };
});
