import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { ask } from '../bridge';
import { sentence } from '../i18n/contract';
import { useWords } from '../i18n/use-words';
import { useAudit } from './audit';

/** How saving went, in words. */
export interface SaveNote {
  good: boolean;
  text: string;
}

/** The written report of the audit that is shown: whether it was saved, and how that went. */
export const useReport = defineStore('report', () => {
  const audit = useAudit();
  const { t } = useWords();
  const saving = ref(false);
  const note = ref<SaveNote | null>(null);
  const savedJob = ref<string | null>(null);
  const saved = computed(() => audit.jobId !== null && savedJob.value === audit.jobId);

  async function save(): Promise<void> {
    const { jobId } = audit;
    if (jobId === null || saving.value) return;
    saving.value = true;
    note.value = null;
    const answer = await ask('saveReport', { jobId });
    saving.value = false;
    if (!answer.ok) {
      const { code, params } = answer.problem;
      const cause = sentence(t(`problems.${code}.cause`, params));
      const remedy = t(`problems.${code}.remedy`, params);
      note.value = { good: false, text: t('audit.save.failed', { cause, remedy }) };
    } else if (answer.value !== null) {
      savedJob.value = jobId;
      note.value = { good: true, text: t('audit.save.saved', { path: answer.value.path }) };
    }
  }

  function dismiss(): void {
    note.value = null;
  }

  return { saving, note, saved, save, dismiss };
});
