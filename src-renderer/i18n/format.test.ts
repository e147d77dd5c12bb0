import { describe, expect, it } from 'vitest';
import { createFormat } from './format';
import { i18n } from '.';

const format = createFormat((key, named) => i18n.global.t(key, named ?? {}));
/** As people read it: a no-break space is a space. */
const read = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('percent', () => {
  it.each([
    [0.961, '96.1 %'],
    [0.5, '50.0 %'],
    [0, '0 %'],
    [1, '100 %'],
    [null, 'no data'],
    [Number.NaN, 'no data'],
  ])('writes %s as %s', (share, words) => {
    expect(read(format.percent(share))).toBe(words);
  });

  it('never rounds to all or to none', () => {
    expect(read(format.percent(0.99999))).toBe('>99.9 %');
    expect(read(format.percent(0.00001))).toBe('<0.1 %');
  });

  it('keeps figure and sign on one line', () => {
    expect(format.percent(0.25)).toBe('25.0\u00a0%');
  });
});

describe('of a hundred', () => {
  it.each([
    [0.958, '96'],
    [1, '100'],
    [0, '0'],
    [0.9999, 'more than 99'],
    [0.0001, 'fewer than 1'],
  ])('writes %s as %s', (share, words) => {
    expect(format.ofHundred(share)).toBe(words);
  });
});

describe('duration', () => {
  it.each([
    [null, 'no data'],
    [0, '0 s'],
    [0.0001, '<1 ms'],
    [0.32, '320 ms'],
    [3.4, '3.4 s'],
    [59.7, '1 min'],
    [200, '3 min 20 s'],
    [3600, '1 h'],
    [36_060, '10 h 1 min'],
    [187_200, '2 d 4 h'],
  ])('writes %s seconds as %s', (seconds, words) => {
    expect(read(format.duration(seconds))).toBe(words);
  });
});

it.each([
  [0, '0:00'],
  [59.9, '0:59'],
  [754, '12:34'],
  [3723, '1:02:03'],
  [360_000, '100:00:00'],
  [Number.NaN, '0:00'],
])('shows %s seconds as a stopwatch does: %s', (seconds, shown) => {
  expect(format.stopwatch(seconds)).toBe(shown);
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [184_000_000, '184 MB'],
  [999_600_000, '1 GB'],
])('writes %s bytes as %s', (value, words) => {
  expect(read(format.bytes(value))).toBe(words);
});

it.each([
  [1_234_567, '1,234,567'],
  [null, 'no data'],
])('writes the number %s as %s', (value, words) => {
  expect(format.integer(value)).toBe(words);
});

describe('rate', () => {
  it('speaks of what is counted', () => {
    expect(read(format.rate(184_000_000, 'bytes'))).toBe('184 MB a second');
    expect(format.rate(3.42, 'trees')).toBe('3.4 trees a second');
  });

  it('gives two figures of a large number, since it changes all the time', () => {
    expect(format.rate(1_354_321, 'packets')).toBe('1,400,000 packets a second');
  });
});

it('writes a moment in UTC, whatever the time zone of the computer', () => {
  expect(read(format.instant(1_562_011_200))).toBe('1 July 2019, 20:00 UTC');
  expect(format.clock(1_562_011_261)).toBe('20:01');
  expect(format.clock(1_562_011_261, true)).toBe('20:01:01');
  expect(format.moment(1_562_011_261, false)).toBe('20:01:01');
  expect(read(format.moment(1_562_011_261, true))).toBe('1 July, 20:01');
});

it('calls the class of phones what people call it, and leaves other types alone', () => {
  expect(format.type('non-iot')).toBe('phones and computers');
  expect(format.type('tplink-bulb')).toBe('tplink-bulb');
});
