import type { Progress } from '@contract/job';
import { onBeforeUnmount, shallowRef, type ShallowRef } from 'vue';
import { useAudit } from '../../stores/audit';

/**
 * The progress as of at most a second ago: speed and time left stand still long enough to be read.
 * The bar itself takes the live fraction.
 */
export function useSteadyProgress(): ShallowRef<Progress | null> {
  const audit = useAudit();
  const steady = shallowRef<Progress | null>(audit.progress);
  const timer = setInterval(() => (steady.value = audit.progress), 1000);
  onBeforeUnmount(() => clearInterval(timer));
  return steady;
}
