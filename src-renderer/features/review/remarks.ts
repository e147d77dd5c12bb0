import type { CaptureFile } from '@contract/results';
import type { Format, Translate } from '../../i18n/format';

/**
 * What must be known of a file before its figures are trusted, in the contract's sentences: its
 * warnings, and what has a figure of its own without one.
 */
export function remarksOf(file: CaptureFile, t: Translate, format: Format): string[] {
  const warned = new Set(file.warnings.map(({ code }) => code));
  const say = (code: string, count: number): string =>
    t(`warnings.${code}`, { count: format.integer(count) });
  const remarks = file.warnings.map(({ code, count }) => say(code, count));
  if (file.duplicates > 0 && !warned.has('duplicates-removed'))
    remarks.push(say('duplicates-removed', file.duplicates));
  if ((file.droppedPackets ?? 0) > 0 && !warned.has('packets-dropped'))
    remarks.push(say('packets-dropped', file.droppedPackets ?? 0));
  if (file.truncatedPackets > 0)
    remarks.push(t('audit.method.cut', { count: format.integer(file.truncatedPackets) }));
  return remarks;
}
