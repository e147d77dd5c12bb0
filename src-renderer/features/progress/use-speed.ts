import type { Progress } from '@contract/job';
import { computed, type ComputedRef } from 'vue';
import { useWords } from '../../i18n/use-words';
import { useSteadyProgress } from './use-steady-progress';

/** How fast a job is and how long it will take, in words that stand still long enough to be read. */
export function useSpeed(now: () => Progress | null): {
  speed: ComputedRef<string>;
  left: ComputedRef<string>;
} {
  const { t, format } = useWords();
  const steady = useSteadyProgress(now);
  const speed = computed(() => {
    const shown = steady.value;
    if (shown === null || shown.rate === null) return t('progress.noRate');
    return format.rate(shown.rate, shown.unit);
  });
  const left = computed(() => {
    const seconds = steady.value?.secondsLeft ?? null;
    if (seconds === null) return t('progress.leftUnknown');
    if (seconds < 2) return t('progress.leftSoon');
    return t('progress.leftAbout', { time: format.duration(Math.round(seconds)) });
  });
  return { speed, left };
}
