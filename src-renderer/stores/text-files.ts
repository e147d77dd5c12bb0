import type { Problem } from '@contract/errors';
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { ask } from '../bridge';

/** Saves texts where the user says, and remembers how the last one went. */
export const useTextFiles = defineStore('text-files', () => {
  const busy = ref(false);
  const saved = ref<string | null>(null);
  const problem = shallowRef<Problem | null>(null);

  /** Dismissed, nothing happens. */
  async function save(file: string, text: string): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    forget();
    const answer = await ask('saveText', { file, text });
    busy.value = false;
    if (!answer.ok) problem.value = answer.problem;
    else saved.value = answer.value?.path ?? null;
  }

  function forget(): void {
    saved.value = null;
    problem.value = null;
  }

  return { busy, saved, problem, save, forget };
});
