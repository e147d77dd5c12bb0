import type { Problem } from '@contract/errors';
import type { CaptureSource } from '@contract/ipc';
import type { KnownDeviceChange } from '@contract/known-devices';
import type { InspectResult } from '@contract/results';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { ask } from '../bridge';
import { useKnownDevices } from './known-devices';

/**
 * Who is who in what was chosen, before an audit of it. It never stands in an audit's way: while it
 * is being found out, and when that fails, the audit can be started all the same.
 */
export const useInventory = defineStore('inventory', () => {
  const known = useKnownDevices();
  const result = shallowRef<InspectResult | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const loading = ref(false);
  let source: CaptureSource | null = null;
  let newest = 0;

  /** By hardware address: no row moves when a name changes. */
  const devices = computed(() =>
    [...(result.value?.devices ?? [])].sort((a, b) => (a.mac < b.mac ? -1 : a.mac > b.mac ? 1 : 0)),
  );

  async function look(): Promise<void> {
    if (source === null) return;
    const mine = ++newest;
    loading.value = true;
    const answer = await ask('inspectFiles', { source });
    if (mine !== newest) return;
    loading.value = false;
    if (!answer.ok) {
      result.value = null;
      problem.value = answer.problem;
    } else if (answer.value !== null) {
      result.value = Object.freeze(answer.value);
      problem.value = null;
    }
  }

  /** Finds out who is who in a choice; null forgets it. */
  function inspect(next: CaptureSource | null): void {
    newest++;
    source = next;
    result.value = null;
    problem.value = null;
    loading.value = false;
    if (next !== null) void look();
  }

  /** Keeps what the user says of a device, and asks again with it; what is shown stays till then. */
  async function change(given: KnownDeviceChange): Promise<void> {
    if (await known.change(given)) await look();
  }

  return { result, devices, problem, loading, inspect, look, change };
});
