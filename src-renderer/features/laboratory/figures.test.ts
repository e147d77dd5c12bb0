import { expect, it } from 'vitest';
import { createFormat } from '../../i18n/format';
import { i18n } from '../../i18n';
import type { Words } from '../../i18n/use-words';
import { boundedText, moreBeside, moreText, ratioText } from './figures';

const t: Words['t'] = (key, named) => i18n.global.t(key, named ?? {});
const words: Words = { t, plural: (key) => key, format: createFormat(t) };

it.each([
  [1, '×1.00', 'as before', 'as before'],
  [1.0004, '×1.00', 'as before', 'as before'],
  [0.9, '×0.90', '−10 %', '−10 %'],
  [1.123, '×1.12', '+12 %', '+12 %'],
  [3.31, '×3.31', '+231 %', '+231 %'],
  [66.04, '×66.0', '×66.0', ''],
  [73_174.6, '×73,175', '×73,175', ''],
])('of %f times as much says it once, as people grasp it', (ratio, times, more, beside) => {
  expect([ratioText(ratio, words), moreText(ratio, words), moreBeside(ratio, words)]).toEqual([
    times,
    more,
    beside,
  ]);
});

it('an interval stays a share', () => {
  expect(
    boundedText({ value: 0.02, low: -0.01, high: 0.05 }, words).replaceAll('\u00a0', ' '),
  ).toBe('2.0 % (0 % to 5.0 %)');
  expect(boundedText(null, words)).toBe('no data');
});
