import type { Progress } from '@contract/job';
import { onBeforeUnmount, shallowRef, type ShallowRef } from 'vue';

/**
 * The progress as of at most a second ago: speed and time left stand still long enough to be read.
 * The bar itself takes the live fraction.
 */
export function useSteadyProgress(now: () => Progress | null): ShallowRef<Progress | null> {
  const steady = shallowRef<Progress | null>(now());
  const timer = setInterval(() => (steady.value = now()), 1000);
  onBeforeUnmount(() => clearInterval(timer));
  return steady;
}
