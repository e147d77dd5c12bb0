import { describe, expect, it } from 'vitest';
import { bits, bytes, countOf, duration, fileName, instant, integer, percent } from './format';

/** Reads no-break spaces as spaces. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('percent', () => {
  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.0004, '<0.1 %'],
    [0.0051, '0.5 %'],
    [0.124, '12 %'],
    [0.9, '90 %'],
    [0.994, '99.4 %'],
    [0.9996, '>99.9 %'],
    [2 / 3, '67 %'],
    [null, 'no data'],
    [undefined, 'no data'],
    [Number.NaN, 'no data'],
  ])('%s is %s', (share, text) => expect(plain(percent(share))).toBe(text));

  it('never rounds to all or nothing', () => {
    for (const tiny of [1e-9, 1e-4, 4e-4, 9.99e-4]) {
      expect(plain(percent(tiny))).not.toBe('0 %');
      expect(plain(percent(1 - tiny))).not.toBe('100 %');
    }
  });
});

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [0.0001, '<1 ms'],
    [0.032, '32 ms'],
    [0.4, '0.4 s'],
    [0.98, '1 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [252, '4 min 12 s'],
    [3599.7, '1 h'],
    [11_100, '3 h 5 min'],
    [86_370, '1 d'],
    [187_200, '2 d 4 h'],
    [null, 'no data'],
  ])('%s s is %s', (seconds, text) => {
    expect(plain(duration(seconds))).toBe(text);
  });
});

it('groups thousands', () => {
  expect([0, 999, 1000, 1_234_567].map(integer)).toEqual(['0', '999', '1,000', '1,234,567']);
  expect(integer(null)).toBe('no data');
});

it('shows the count behind a share', () => {
  expect(plain(countOf(7 / 9, 9))).toBe('7 of 9');
  expect(plain(countOf(0.95, 5120))).toBe('4,864 of 5,120');
});

it('writes bytes in decimal units', () => {
  const texts = [0, 999, 1000, 1520, 99_960, 999_500, 1.5e9].map((n) => plain(bytes(n)));
  expect(texts).toEqual(['0 B', '999 B', '1 kB', '1.5 kB', '100 kB', '1 MB', '1.5 GB']);
  expect(plain(bits(1.3149))).toBe('1.31 bits');
});

it('gives times in UTC, whatever the zone of the machine', () => {
  expect(plain(instant(Date.UTC(2019, 6, 2, 8, 5, 59) / 1000))).toBe('2 July 2019, 08:05 UTC');
  expect(instant(Number.POSITIVE_INFINITY)).toBe('no data');
});

it('keeps folders private', () => {
  expect(fileName('/recordings/captures/day 1.pcap')).toBe('day 1.pcap');
  expect(fileName('C:\\Users\\someone\\day.pcapng')).toBe('day.pcapng');
  expect(fileName('-')).toBe('-');
});
