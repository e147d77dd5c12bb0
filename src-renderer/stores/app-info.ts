import type { AppInfo } from '@contract/ipc';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { ask } from '../bridge';

/** Version and runtime, for the foot of the window; null until known. */
export const useAppInfo = defineStore('app-info', () => {
  const info = shallowRef<AppInfo | null>(null);

  async function load(): Promise<void> {
    const answer = await ask('getAppInfo', undefined);
    if (answer.ok) info.value = answer.value;
  }

  return { info, load };
});
