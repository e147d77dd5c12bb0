import { describe, expect, it } from 'vitest';
import type { CaptureFile } from '../contract/results';
import { bytes, duration, packets, percent, printable, table, warningLines } from './text';

describe('words for a terminal', () => {
  it.each([
    [0, '0.0 s'],
    [0.34, '0.3 s'],
    [41, '41 s'],
    [59.6, '1 min'],
    [200, '3 min 20 s'],
    [3599.7, '1 h'],
    [8999, '2 h 30 min'],
    [86_399, '1 d'],
    [100_800, '1 d 4 h'],
  ])('%f seconds are %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });

  it('keeps bytes, shares and columns readable', () => {
    expect([bytes(999), bytes(54_200_000)]).toEqual(['999 B', '54.2 MB']);
    expect([packets(1), packets(0), packets(1234)]).toEqual([
      '1 packet',
      '0 packets',
      '1,234 packets',
    ]);
    expect([percent(0.961), percent(null)]).toEqual(['96.1 %', '-']);
    expect(table(['a', 'bb'], [['ccc', '1']], [1])).toBe('a    bb\n---  --\nccc   1');
  });

  it('tells of packets that were cut, and calls standard input by its name', () => {
    const file = { path: '-', warnings: [], truncatedPackets: 83_389 };
    expect(warningLines([file as unknown as CaptureFile])).toEqual([
      'Warning: standard input: packets cut short when recorded: 83,389',
    ]);
  });

  it('lets no name move the cursor or turn the text around', () => {
    expect(printable('lamp\x1b[2J\u202e')).toBe('lamp\ufffd[2J\ufffd');
  });
});
