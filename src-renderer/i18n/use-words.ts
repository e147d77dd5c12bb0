import { useI18n } from 'vue-i18n';
import { createFormat, type Format } from './format';

/** Words and figures for a component; `plural` is for messages with a count, `{n}` in them. */
export function useWords(): {
  t: (key: string, named?: Record<string, unknown>) => string;
  plural: (key: string, count: number, named?: Record<string, unknown>) => string;
  format: Format;
} {
  const { t } = useI18n();
  const translate = (key: string, named?: Record<string, unknown>): string => t(key, named ?? {});
  const format = createFormat(translate);
  const plural = (key: string, count: number, named: Record<string, unknown> = {}): string =>
    t(key, { n: format.integer(count), ...named }, count);
  return { t: translate, plural, format };
}
