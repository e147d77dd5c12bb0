import { computed, type ComputedRef } from 'vue';
import { useLaboratory } from '../../stores/laboratory';
import type { Subject } from '../../stores/shaping-measure';
import { useSourceName } from './use-source-name';

/** What a job of the laboratory would work on now. */
export function useSubject(): ComputedRef<Subject> {
  const lab = useLaboratory();
  const nameOf = useSourceName();
  return computed(() => ({
    chosen: lab.chosen,
    capture: nameOf(lab.chosen),
    vantage: lab.vantage,
  }));
}
