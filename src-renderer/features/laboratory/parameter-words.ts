import type { NumberParameter } from '@contract/shaping-parameters';
import type { Words } from '../../i18n/use-words';

const units = { s: 's', bytes: 'bytes', packets: 'packets', 'packets/s': 'rate' } as const;

/** The unit behind a typed value; empty where there is none. */
export function unitText({ unit }: NumberParameter, { t }: Words): string {
  const key = units[unit as keyof typeof units];
  return key === undefined ? unit : t(`laboratory.unit.${key}`);
}

/** A value in words: short times in milliseconds. */
export function valueText(parameter: NumberParameter, value: number, words: Words): string {
  const { t } = words;
  if (parameter.unit === 's' && value > 0 && value < 1)
    return t('unit.ms', { value: Number((1000 * value).toPrecision(3)) });
  const unit = unitText(parameter, words);
  const figure = Number(value.toPrecision(4));
  return unit === '' ? String(figure) : `${figure}\u00a0${unit}`;
}
