import { words } from './words';

/** No-break space: a figure and its unit stay on one line. */
export const NBSP = '\u00a0';

function known(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** `1,234,567`; `no data` for null. */
export function integer(value: number | null): string {
  if (!known(value)) return words.noData;
  const sign = value < 0 ? '\u2212' : '';
  return sign + String(Math.abs(Math.round(value))).replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * A share (0 to 1) in per cent, `96 %`. Rounding never makes it complete or empty: `>99.9 %` is not
 * all and `<0.1 %` is not none.
 */
export function percent(share: number | null | undefined): string {
  if (!known(share)) return words.noData;
  return percentFigure(share) + NBSP + '%';
}

/** As `percent`, without the sign. */
export function percentFigure(share: number): string {
  const value = share * 100;
  if (value <= 0) return '0';
  if (value >= 100) return '100';
  if (value < 0.1) return '<0.1';
  if (value > 99.9) return '>99.9';
  return String(Number(value.toFixed(value < 1 || value > 99 ? 1 : 0)));
}

/** `7 of 9`; the count behind a share that was taken over `total`. */
export function countOf(share: number, total: number): string {
  return `${integer(share * total)} ${words.of} ${integer(total)}`.replace(/ /g, NBSP);
}

/** `32 ms`, `0.4 s`, `12 s`, `4 min 12 s`, `3 h 5 min`, `2 d 4 h`: at most two units. */
export function duration(seconds: number | null): string {
  if (!known(seconds)) return words.noData;
  const { d, h, min, s, ms } = words.units;
  if (seconds <= 0) return unit(0, s);
  if (seconds < 0.0005) return `<${unit(1, ms)}`;
  if (seconds < 0.095) return unit(Math.ceil(seconds * 1000 - 0.5), ms);
  if (seconds < 9.95) return unit(Number(seconds.toFixed(1)), s);
  const whole = Math.round(seconds);
  if (whole < 3600) return pair(Math.floor(whole / 60), min, whole % 60, s);
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return pair(Math.floor(minutes / 60), h, minutes % 60, min);
  const hours = Math.round(seconds / 3600);
  return pair(Math.floor(hours / 24), d, hours % 24, h);
}

function unit(value: number, name: string): string {
  return `${value}${NBSP}${name}`;
}

function pair(major: number, majorUnit: string, minor: number, minorUnit: string): string {
  if (major === 0) return unit(minor, minorUnit);
  return unit(major, majorUnit) + (minor === 0 ? '' : NBSP + unit(minor, minorUnit));
}

/** `1.2 GB`, decimal units; three figures at most. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let scaled = value;
  let i = 0;
  while (scaled >= 999.5 && i < units.length - 1) {
    scaled /= 1000;
    i++;
  }
  const figure = i === 0 || scaled >= 99.95 ? scaled.toFixed(0) : scaled.toFixed(1);
  return unit(Number(figure), units[i] ?? '');
}

/** `2.15 bits` */
export function bits(value: number): string {
  return `${value.toFixed(2)}${NBSP}${words.units.bits}`;
}

/** `2 July 2019, 08:05 UTC`: the reader's time zone is not known, and the same input reads the same. */
export function instant(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  if (Number.isNaN(date.getTime())) return words.noData;
  const day = `${date.getUTCDate()} ${words.months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day}, ${clock(epochSeconds)} UTC`.replace(/ /g, NBSP).replace(`,${NBSP}`, ', ');
}

/** `08:05` (UTC) */
export function clock(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  if (Number.isNaN(date.getTime())) return words.noData;
  return date.toISOString().slice(11, 16);
}

/** `2 July` (UTC) */
export function day(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  if (Number.isNaN(date.getTime())) return words.noData;
  return `${date.getUTCDate()}${NBSP}${words.months[date.getUTCMonth()]}`;
}

/** The last part of a path of any system: reports are passed on, folders are private. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
}
