/** Looks up a message; the shape of vue-i18n's `t` that formatting needs. */
export type Translate = (key: string, named?: Record<string, unknown>) => string;

export interface Format {
  /** `12,345`; `no data` for null. */
  integer(value: number | null): string;
  /** `0.421`, `1.23` */
  decimal(value: number): string;
  /** Of a share, 0 to 1: `96.1 %`. Rounding never makes it complete or empty. */
  percent(share: number | null): string;
  /** Of a share, 0 to 1: the mean number among a hundred: `96`, `more than 99`. */
  ofHundred(share: number): string;
  /** `3 min 20 s`: at most two units. */
  duration(seconds: number | null): string;
  /** `4:05`, `1:02:03`: as a stopwatch shows it. */
  stopwatch(seconds: number): string;
  /** `1.2 MB`, decimal. */
  bytes(value: number): string;
  /** `2.15 bits` */
  bits(value: number): string;
  /** Units a second: `1.2 MB a second`, `350,000 packets a second`. */
  rate(value: number, unit: 'bytes' | 'packets' | 'trees' | 'rows' | 'steps'): string;
  /** `2 July 2019, 08:05 UTC`, as in the written report: the same input reads the same anywhere. */
  instant(epochSeconds: number): string;
  /** `08:05` (UTC), with seconds when asked. */
  clock(epochSeconds: number, withSeconds?: boolean): string;
  /** `3 July, 18:25` (UTC), or the time of day alone. */
  moment(epochSeconds: number, withDay: boolean): string;
  /** A class as people call it. */
  type(type: string): string;
}

const NBSP = '\u00a0';

/** Makes the formatters for a language. Figure and unit are kept on one line. */
export function createFormat(translate: Translate, locale = 'en-GB'): Format {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  const unit = (key: string, value: number | string): string =>
    translate(`unit.${key}`, { value }).replaceAll(' ', NBSP);
  const noData = (): string => translate('app.noData');
  const known = (value: number | null): value is number => value !== null && Number.isFinite(value);

  const integer = (value: number | null): string => (known(value) ? whole.format(value) : noData());

  const percent = (share: number | null): string => {
    if (!known(share)) return noData();
    const value = share * 100;
    if (value <= 0) return unit('percent', '0');
    if (value >= 100) return unit('percent', '100');
    if (value < 0.1) return unit('below', '0.1');
    if (value > 99.9) return unit('above', '99.9');
    return unit('percent', tenth.format(value));
  };

  const ofHundred = (share: number): string => {
    const value = share * 100;
    if (value > 0 && value < 1) return translate('unit.lessThan', { value: 1 });
    if (value > 99 && value < 100) return translate('unit.moreThan', { value: 99 });
    return whole.format(value);
  };

  const pair = (major: number, majorKey: string, minor: number, minorKey: string): string => {
    if (major === 0) return unit(minorKey, minor);
    return unit(majorKey, major) + (minor === 0 ? '' : ` ${unit(minorKey, minor)}`);
  };

  const duration = (seconds: number | null): string => {
    if (!known(seconds)) return noData();
    if (seconds <= 0) return unit('s', 0);
    if (seconds < 0.0005) return translate('unit.belowMs').replaceAll(' ', NBSP);
    if (seconds < 0.9995) return unit('ms', Math.round(seconds * 1000));
    if (seconds < 9.95) return unit('s', Number(seconds.toFixed(1)));
    const rounded = Math.round(seconds);
    if (rounded < 3600) return pair(Math.floor(rounded / 60), 'min', rounded % 60, 's');
    const minutes = Math.round(seconds / 60);
    if (minutes < 1440) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
    const hours = Math.round(seconds / 3600);
    return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
  };

  const stopwatch = (seconds: number): string => {
    const all = Math.max(0, Math.floor(known(seconds) ? seconds : 0));
    const two = (value: number): string => String(value).padStart(2, '0');
    const [h, min, s] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
    return h > 0 ? `${h}:${two(min)}:${two(s)}` : `${min}:${two(s)}`;
  };

  const bytes = (value: number): string => {
    const names = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
    let scaled = value;
    let i = 0;
    while (scaled >= 999.5 && i < names.length - 1) {
      scaled /= 1000;
      i++;
    }
    const figure = i === 0 || scaled >= 99.95 ? scaled.toFixed(0) : scaled.toFixed(1);
    return unit(names[i] ?? 'B', Number(figure));
  };

  const clock = (epochSeconds: number, withSeconds = false): string => {
    const date = new Date(epochSeconds * 1000);
    if (Number.isNaN(date.getTime())) return noData();
    return date.toISOString().slice(11, withSeconds ? 19 : 16);
  };

  return {
    integer,
    decimal: (value) => value.toFixed(value < 1 ? 3 : 2),
    percent,
    ofHundred,
    duration,
    stopwatch,
    bytes,
    bits: (value) => unit('bits', value.toFixed(2)),
    rate: (value, kind) => {
      if (kind === 'bytes') return translate('rate.bytes', { value: bytes(value) });
      const figure = value < 10 ? tenth.format(value) : whole.format(roundForEyes(value));
      return translate(`rate.${kind}`, { value: figure });
    },
    instant: (epochSeconds) => {
      const date = new Date(epochSeconds * 1000);
      if (Number.isNaN(date.getTime())) return noData();
      return translate('unit.instant', { date: day.format(date), clock: clock(epochSeconds) });
    },
    clock,
    moment: (epochSeconds, withDay) => {
      const date = new Date(epochSeconds * 1000);
      if (!withDay || Number.isNaN(date.getTime())) return clock(epochSeconds, !withDay);
      return translate('unit.moment', {
        date: shortDay.format(date).replaceAll(' ', NBSP),
        clock: clock(epochSeconds),
      });
    },
    type: (type) => (type === 'non-iot' ? translate('types.non-iot') : type),
  };
}

/** Two figures are enough for a number that changes all the time. */
function roundForEyes(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.round(value / step) * step;
}
