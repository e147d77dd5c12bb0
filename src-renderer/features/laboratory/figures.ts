import type { Bounded } from '@contract/shaping';
import type { Words } from '../../i18n/use-words';

/** A share with its interval where there is one: `12.0 % (8.1 % to 16.9 %)`. */
export function boundedText(value: Bounded | null, { t, format }: Words): string {
  if (value === null) return t('app.noData');
  const { value: mean, low, high } = value;
  if (low === null || high === null) return format.percent(mean);
  const [from, to] = [low, high].map((one) => format.percent(Math.min(1, Math.max(0, one))));
  return t('laboratory.interval', { mean: format.percent(mean), low: from, high: to });
}

/** How many times as much: `×1.12`, `×66`. */
export function ratioText(ratio: number, { t }: Words): string {
  const digits = ratio < 9.995 ? 2 : ratio < 99.95 ? 1 : 0;
  return t('laboratory.times', { value: ratio.toFixed(digits) });
}

/** By how much more, as a share: `+12 %`; `as before` where it rounds to nothing. */
export function moreText(ratio: number, { t }: Words): string {
  const more = 100 * (ratio - 1);
  if (Math.abs(more) < 0.05) return t('laboratory.asBefore');
  const figure = Math.abs(more) < 10 ? Math.abs(more).toFixed(1) : Math.abs(more).toFixed(0);
  const value = Number(figure).toLocaleString('en-GB');
  return t(more < 0 ? 'laboratory.less' : 'laboratory.more', { value });
}

/** A wait in words; none is said as such. */
export function waitText(seconds: number, { t, format }: Words): string {
  return seconds < 0.0005 ? t('laboratory.noWait') : format.duration(seconds);
}
