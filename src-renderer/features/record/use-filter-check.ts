import type { Problem } from '@contract/errors';
import { computed, type ComputedRef } from 'vue';
import { ask } from '../../bridge';
import { filterRequestOf, type RecordForm } from '../../stores/record-form';
import { useAsked } from './use-asked';

const pauseMs = 400;

export interface FilterCheck {
  state: 'none' | 'checking' | 'good' | 'bad';
  problem: Problem | null;
}

/** Checks the filter while it is typed. What else keeps it from being checked is said elsewhere. */
export function useFilterCheck(form: RecordForm): ComputedRef<FilterCheck> {
  const { answer, waiting } = useAsked(
    () => (form.filter.trim() === '' ? null : filterRequestOf(form)),
    (request) => ask('checkFilter', request),
    pauseMs,
  );
  return computed(() => {
    if (waiting.value) return { state: 'checking', problem: null };
    if (answer.value === null || !answer.value.ok) return { state: 'none', problem: null };
    const problem = answer.value.value;
    if (problem === null) return { state: 'good', problem };
    return { state: problem.code === 'filter-invalid' ? 'bad' : 'none', problem };
  });
}
