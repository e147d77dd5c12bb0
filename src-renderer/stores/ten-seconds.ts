import type { Problem } from '@contract/errors';
import type { CaptureSource, TenSecondsRequest } from '@contract/ipc';
import { LONGEST_SPAN, type TenSeconds } from '@contract/ten-seconds';
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { ask } from '../bridge';

export type TunnelName = TenSecondsRequest['vantage'];

/**
 * The screen that shows the same seconds from both sides, over whichever it was opened from. What is
 * shown stays until the next answer; of several questions the newest counts.
 */
export const useTenSeconds = defineStore('ten-seconds', () => {
  const open = ref(false);
  const vantage = ref<TunnelName>('openvpn-udp-aes-256-gcm');
  const seconds = ref(LONGEST_SPAN);
  const seen = shallowRef<TenSeconds | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const loading = ref(false);
  const source = shallowRef<CaptureSource | null>(null);
  let newest = 0;

  /** Looks from `from` on; null: where it is most telling. */
  async function look(from: number | null): Promise<void> {
    if (source.value === null) return;
    const mine = ++newest;
    loading.value = true;
    const answer = await ask('seeTenSeconds', {
      source: source.value,
      vantage: vantage.value,
      from,
      seconds: seconds.value,
    });
    if (mine !== newest) return;
    loading.value = false;
    if (!answer.ok) {
      problem.value = answer.problem;
      seen.value = null;
    } else if (answer.value !== null) {
      problem.value = null;
      seen.value = Object.freeze(answer.value);
    }
  }

  /** Opens it on a capture, with a tunnel to begin with. */
  function show(given: CaptureSource, tunnel: TunnelName | null): void {
    source.value = given;
    if (tunnel !== null) vantage.value = tunnel;
    seconds.value = LONGEST_SPAN;
    seen.value = null;
    problem.value = null;
    open.value = true;
    void look(null);
  }

  /** Looks at what is in sight again, through another tunnel. */
  function choose(tunnel: TunnelName): void {
    vantage.value = tunnel;
    void look(seen.value?.span.from ?? null);
  }

  /** Shows more or fewer seconds around the same middle. */
  function widen(wanted: number, middle?: number): void {
    const span = seen.value?.span;
    seconds.value = wanted;
    if (span === undefined) return;
    const around = middle ?? span.from + span.seconds / 2;
    void look(around - wanted / 2);
  }

  /** Back to the screen it was opened from. */
  function close(): void {
    newest++;
    open.value = false;
    source.value = null;
    seen.value = null;
    problem.value = null;
    loading.value = false;
    void ask('forgetTenSeconds', undefined);
  }

  return {
    open,
    source,
    vantage,
    seconds,
    seen,
    problem,
    loading,
    look,
    show,
    choose,
    widen,
    close,
  };
});
