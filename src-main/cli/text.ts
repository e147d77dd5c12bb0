import { fill, limitMessages, warningMessages } from '../contract/messages';
import type { CaptureFile } from '../contract/results';

/** Numbers and tables for a terminal. */

/** `1234567` -> `1,234,567`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

/** `1 packet`, `1,234 packets`. */
export function packets(value: number): string {
  return `${count(value)} packet${value === 1 ? '' : 's'}`;
}

/** Bytes in decimal units: `54.2 MB`. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let scaled = value;
  for (; scaled >= 1000 && unit < units.length - 1; unit++) scaled /= 1000;
  return `${unit === 0 ? scaled : scaled.toFixed(1)} ${units[unit]}`;
}

/** Seconds as people say them, rounded to the smaller of two units: `3 min 20 s`, `1 d 4 h`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const units: [number, string][] = [
    [86400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const largest = units.findIndex(([size]) => seconds >= size - 0.5);
  const [[size, unit], smaller] = [units[largest] as [number, string], units[largest + 1]];
  if (!smaller) return `${Math.round(seconds)} s`;
  const total = Math.round(seconds / smaller[0]);
  const per = size / smaller[0];
  const larger = units[largest - 1];
  if (larger && total * smaller[0] >= larger[0]) return duration(larger[0]);
  const rest = total % per;
  return `${Math.floor(total / per)} ${unit}${rest > 0 ? ` ${rest} ${smaller[1]}` : ''}`;
}

/** The line that marks simulated traffic wherever it is shown; none for real traffic. */
export function simulatedMark(simulated: boolean): string[] {
  return simulated ? [limitMessages.simulated] : [];
}

/** What was odd in the captures, a line each. */
export function warningLines(files: readonly CaptureFile[]): string[] {
  return files.flatMap(({ path, warnings, truncatedPackets }) => {
    const words = warnings.map(({ code, count: times }) =>
      fill(warningMessages[code], { count: count(times) }),
    );
    if (truncatedPackets > 0)
      words.push(`packets cut short when recorded: ${count(truncatedPackets)}`);
    const name = path === '-' ? 'standard input' : path;
    return words.map((one) => `Warning: ${name}: ${one}`);
  });
}

/** A share as `96.1 %`; null as a dash. */
export function percent(share: number | null): string {
  return share === null ? '-' : `${(share * 100).toFixed(1)} %`;
}

/** Columns padded to their widest cell; columns listed in `right` are flush right. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const all = [header, ...rows].map((row) => row.map(printable));
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] as number;
        return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const [head, ...body] = all;
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(head as string[]), rule, ...body.map(line)].join('\n');
}

/** The text, or as much of it as fits into so many letters. */
export function shorten(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

/** Without control characters: names come from captures and label files. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    '\ufffd',
  );
}
