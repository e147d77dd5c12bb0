import { computed, watchEffect } from 'vue';
import { headlineOf } from './features/audit/headline';
import { useWords } from './i18n/use-words';
import { useAudit } from './stores/audit';
import { useComparison } from './stores/comparison';
import { useRecording } from './stores/recording';
import { useShapingMeasure, useShapingSearch } from './stores/shaping-measure';
import { useTraining } from './stores/training';

/** The window's title says where the user is, for task bars and screen readers. */
export function useDocumentTitle(): void {
  const audit = useAudit();
  const comparison = useComparison();
  const recording = useRecording();
  const measure = useShapingMeasure();
  const search = useShapingSearch();
  const training = useTraining();
  const { t, format } = useWords();

  const title = computed(() => {
    for (const job of [training, comparison, audit]) {
      if (job.phase !== 'running' && job.phase !== 'cancelling') continue;
      const whole = Math.floor(100 * (job.progress?.fraction ?? 0));
      return t('app.titleRunning', { percent: t('unit.percent', { value: whole }) });
    }
    const behind = [measure, search].find(({ busy }) => busy);
    if (behind !== undefined && !recording.recording) {
      const whole = Math.floor(100 * (behind.progress?.fraction ?? 0));
      return t('app.titleRunning', { percent: t('unit.percent', { value: whole }) });
    }
    if (recording.recording)
      return t(recording.paused ? 'app.titlePaused' : 'app.titleRecording', {
        time: format.stopwatch(Math.floor(recording.update?.status.seconds ?? 0)),
      });
    const first = audit.result?.vantages[0];
    if (audit.phase === 'done' && audit.result !== null && first !== undefined) {
      return t('app.titleAudit', { headline: headlineOf(first, t, format) });
    }
    return audit.phase === 'failed' ? t('app.titleProblem') : t('app.title');
  });

  watchEffect(() => (document.title = title.value));
}
