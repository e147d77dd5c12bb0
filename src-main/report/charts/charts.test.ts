import { describe, expect, it } from 'vitest';
import { bar, parts } from './bar';
import { binsPerColumn, columnsOf, laneChart } from './lanes';
import { ticks } from './time-axis';

describe('lanes', () => {
  const lane = {
    type: 'bulb',
    truth: [4, 0, 2, 1],
    labelled: [3, 1, 0, 2],
    correct: [3, 0, 0, 1],
  };

  it('adds up neighbours, the last column with what is left', () => {
    expect(columnsOf(lane, 1)).toEqual({
      correct: [3, 0, 0, 1],
      missed: [1, 0, 2, 0],
      wrong: [0, 1, 0, 1],
      peak: 4,
    });
    expect(columnsOf(lane, 3)).toEqual({ correct: [3, 1], missed: [3, 0], wrong: [1, 1], peak: 6 });
  });

  it('keeps at most 300 columns', () => {
    expect([1, 240, 300, 301, 3000].map(binsPerColumn)).toEqual([1, 1, 1, 2, 10]);
  });

  it('draws rightly named packets from the base line up, missed ones on top, wrong ones below', () => {
    const { text } = laneChart('bulb', columnsOf(lane, 1));
    // The fullest column (4 packets) is 26 high, 3 of 4 rightly named; base line at 26.
    expect(text).toContain('M0 6.5h1v19.5h-1z');
    expect(text).toContain('M0 0h1v6.5h-1z');
    // One packet of four, by square root half the 12 below.
    expect(text).toContain('M1 26h1v6h-1z');
    expect(text).toContain('aria-label="bulb"');
  });

  it('draws an empty lane as its base line', () => {
    const none = { type: 'x', truth: [0, 0], labelled: [0, 0], correct: [0, 0] };
    expect(laneChart('x', columnsOf(none, 1)).text.match(/<path/g)).toHaveLength(1);
  });
});

describe('ticks', () => {
  it('are round moments inside the span, seven at most', () => {
    const start = Date.UTC(2024, 2, 15, 0, 30) / 1000;
    expect(
      ticks(start, start + 43_200).map((t) => new Date(t * 1000).toISOString().slice(11, 16)),
    ).toEqual(['02:00', '04:00', '06:00', '08:00', '10:00', '12:00']);
    for (const span of [1, 7, 59, 600, 5000, 90_000, 1e6, 3e7]) {
      const found = ticks(1000.5, 1000.5 + span);
      expect(found.length).toBeLessThanOrEqual(7);
      expect(found.every((t) => t >= 1000.5 && t <= 1000.5 + span)).toBe(true);
    }
  });
});

describe('bars', () => {
  it('draws the value and the tick, inside the track', () => {
    const { text } = bar('all', 0.94, 0.59);
    expect(text).toMatch(/class="value"[^>]*width="94%"/);
    expect(text).toMatch(/class="tick"[^>]*x="59%"/);
    expect(bar('all', 1.2, null).text).toMatch(/class="value"[^>]*width="100%"/);
  });

  it('draws no value and no tick where there is no data', () => {
    expect(bar('all', null, null).text).not.toMatch(/class="(value|tick)"/);
  });

  it('lets the parts fill the whole and leaves out empty ones', () => {
    const { text } = parts('counts', [
      { count: 3, tone: 'identified' },
      { count: 0, tone: 'partly' },
      { count: 1, tone: 'hidden' },
    ]);
    expect(text).toMatch(/fill-identified"[^>]*x="0%"[^>]*width="75%"/);
    expect(text).toMatch(/fill-hidden"[^>]*x="75%"[^>]*width="25%"/);
    expect(text).not.toContain('fill-partly');
  });
});
