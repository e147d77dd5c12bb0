import { useI18n } from 'vue-i18n';
import { createFormat, type Format } from './format';

export interface Words {
  t: (key: string, named?: Record<string, unknown>) => string;
  /** For messages with a count, `{n}` in them. */
  plural: (key: string, count: number, named?: Record<string, unknown>) => string;
  format: Format;
}

/** Formatters are dear to make, and a table has a component for each row: one set serves all. */
const made = new WeakMap<object, Words>();

/** Words and figures for a component. */
export function useWords(): Words {
  const composer = useI18n();
  const known = made.get(composer);
  if (known !== undefined) return known;
  const { t } = composer;
  const translate = (key: string, named?: Record<string, unknown>): string => t(key, named ?? {});
  const format = createFormat(translate);
  const plural = (key: string, count: number, named: Record<string, unknown> = {}): string =>
    t(key, { n: format.integer(count), ...named }, count);
  const words: Words = { t: translate, plural, format };
  made.set(composer, words);
  return words;
}
