import { parseShaping } from '@contract/shaping-text';
import type { Words } from '../../i18n/use-words';
import { presetOf } from '../../stores/laboratory-form';
import type { KeptRun } from '../../stores/shaping-runs';

/** What a shaping is called: a preset by its name, else its kinds in order. */
export function shapingName(shaping: string, { t }: Words): string {
  const steps = parseShaping(shaping);
  const preset = presetOf(steps);
  const kinds = steps.map(({ name }) => t(`shapings.${name}.label`)).join(' + ');
  if (preset === null || preset === 'off') return kinds;
  return t('laboratory.named', { preset: t(`laboratory.presets.${preset}.label`), kinds });
}

export function runName({ name, run }: KeptRun, words: Words): string {
  return name ?? shapingName(run.shaping, words);
}
