import type { Problem } from '@contract/errors';
import type { CaptureBackend, CaptureInterface, InterfaceList } from '@contract/capture';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { ask, bridge } from '../bridge';
import { busiest, inOrder, withRates, type RateHistory } from './interface-rates';

/** What can be recorded here, with what, and how busy it is. */
export const useInterfaces = defineStore('interfaces', () => {
  const list = shallowRef<InterfaceList | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const loading = ref(false);
  const history = shallowRef<RateHistory>(new Map());
  const busy = ref<string | null>(null);
  /** Rates were asked for and none has come yet. */
  const measuring = ref(false);
  let stopListening: (() => void) | null = null;

  /** Ordered once, when the list comes: rows never move afterwards. */
  const interfaces = computed<CaptureInterface[]>(() => inOrder(list.value?.interfaces ?? []));

  async function load(): Promise<void> {
    if (loading.value) return;
    loading.value = true;
    const answer = await ask('listInterfaces', undefined);
    loading.value = false;
    if (answer.ok) {
      list.value = answer.value;
      problem.value = null;
    } else {
      problem.value = answer.problem;
    }
  }

  /** Rates come once a second from `watch` to `unwatch`. */
  function watch(): void {
    if (stopListening !== null) return;
    measuring.value = true;
    const end = bridge()?.listen('interfaceRates', (notice) => {
      measuring.value = false;
      history.value = withRates(history.value, notice);
      busy.value = busiest(history.value, interfaces.value, busy.value);
    });
    stopListening = () => end?.();
    void ask('watchRates', { on: true }).then((answer) => {
      if (!answer.ok) measuring.value = false;
    });
  }

  function unwatch(): void {
    if (stopListening === null) return;
    stopListening();
    stopListening = null;
    history.value = new Map();
    void ask('watchRates', { on: false });
  }

  /** The state of a backend; null while unknown. */
  function backend(name: CaptureBackend): InterfaceList['backends'][number] | null {
    return list.value?.backends.find((one) => one.backend === name) ?? null;
  }

  return {
    list,
    interfaces,
    problem,
    loading,
    history,
    busy,
    measuring,
    load,
    watch,
    unwatch,
    backend,
  };
});
