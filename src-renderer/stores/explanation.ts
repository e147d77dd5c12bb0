import type { Problem } from '@contract/errors';
import type { Explanation } from '@contract/explanation';
import type { ExplainRequest } from '@contract/ipc';
import type { LibraryModel } from '@contract/library';
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { ask } from '../bridge';

/** Steps from packet to packet follow each other faster than answers do. */
const settleMs = 150;

/** An adversary to ask: that of the last audit, or a model of the library by its folder. */
export const ofAudit = 'audit';

/**
 * Why the eavesdropper calls the chosen packet what it calls it. Of several questions the newest counts; the
 * answer before stays in sight until then.
 */
export const useExplanation = defineStore('explanation', () => {
  /** `audit`, or a model's folder. */
  const adversary = ref<string>(ofAudit);
  const models = shallowRef<readonly LibraryModel[]>([]);
  const explanation = shallowRef<Explanation | null>(null);
  /** Why there is none. */
  const missing = ref<'no-adversary' | 'no-packet' | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const loading = ref(false);
  let newest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function drop(): void {
    explanation.value = null;
    missing.value = null;
    problem.value = null;
  }

  /** Asks about a packet; null: there is none to ask about from there. */
  function choose(question: Omit<ExplainRequest, 'adversary'> | null): void {
    const mine = ++newest;
    clearTimeout(timer);
    if (question === null) {
      loading.value = false;
      drop();
      return;
    }
    loading.value = true;
    timer = setTimeout(() => void send(question, mine), settleMs);
  }

  async function send(question: Omit<ExplainRequest, 'adversary'>, mine: number): Promise<void> {
    const { value } = adversary;
    const answer = await ask('explainPacket', {
      ...question,
      adversary: value === ofAudit ? { kind: 'audit' } : { kind: 'model', folder: value },
    });
    if (mine !== newest) return;
    loading.value = false;
    drop();
    if (!answer.ok) problem.value = answer.problem;
    else if (answer.value?.kind === 'explained')
      explanation.value = Object.freeze(answer.value.explanation);
    else missing.value = answer.value?.kind ?? null;
  }

  /** What the library offers; without an answer there is the audit's adversary alone. */
  async function findModels(): Promise<void> {
    const answer = await ask('listModels', undefined);
    if (answer.ok) models.value = answer.value.models;
  }

  /** Forgets the packet. */
  function leave(): void {
    choose(null);
  }

  return {
    adversary,
    models,
    explanation,
    missing,
    problem,
    loading,
    choose,
    findModels,
    leave,
  };
});
