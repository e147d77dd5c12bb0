import type { Bounded, ShapedFigures } from '@contract/shaping';
import type { Words } from '../../i18n/use-words';

/** A share with its interval where there is one: `12.0 % (8.1 % to 16.9 %)`. */
export function boundedText(value: Bounded | null, { t, format }: Words): string {
  if (value === null) return t('app.noData');
  const { value: mean, low, high } = value;
  if (low === null || high === null) return format.percent(mean);
  const [from, to] = [low, high].map((one) => format.percent(Math.min(1, Math.max(0, one))));
  return t('laboratory.interval', { mean: format.percent(mean), low: from, high: to });
}

/** By how many a count is wrong, and one that never changes: `1.2 of 3.6 (blind: 1.4)`. */
export function countText(counting: ShapedFigures['counting'], { t }: Words): string {
  if (counting === null) return t('app.noData');
  const { meanAbsoluteError, constantError, meanPresent } = counting;
  return t('laboratory.count', {
    error: meanAbsoluteError.toFixed(1),
    blind: constantError.toFixed(1),
    present: meanPresent.toFixed(1),
  });
}

/** How many times as much: `×1.12`, `×66`. */
export function ratioText(ratio: number, { t }: Words): string {
  const digits = ratio < 9.995 ? 2 : ratio < 99.95 ? 1 : 0;
  const value = digits > 0 ? ratio.toFixed(digits) : Math.round(ratio).toLocaleString('en-GB');
  return t('laboratory.times', { value });
}

/** From here on a multiple is easier to grasp than per cent. */
const manifold = 10;

/** By how much more, as a share: `+12 %`; `as before` where it rounds to nothing; a multiple where it is much. */
export function moreText(ratio: number, words: Words): string {
  const { t } = words;
  if (ratio >= manifold) return ratioText(ratio, words);
  const more = Math.round(1000 * (ratio - 1)) / 10;
  if (Math.abs(more) < 0.05) return t('laboratory.asBefore');
  const value = Math.abs(more) < 10 ? Math.abs(more).toFixed(1) : Math.abs(more).toFixed(0);
  return t(more < 0 ? 'laboratory.less' : 'laboratory.more', { value });
}

/** The same beside the multiple itself: empty where it would be said twice. */
export function moreBeside(ratio: number, words: Words): string {
  return ratio >= manifold ? '' : moreText(ratio, words);
}

/** A wait in words; none is said as such. */
export function waitText(seconds: number, { t, format }: Words): string {
  return seconds < 0.0005 ? t('laboratory.noWait') : format.duration(seconds);
}
