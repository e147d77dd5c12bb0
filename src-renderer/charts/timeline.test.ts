import type { Timeline } from '@contract/results';
import { describe, expect, it } from 'vitest';
import { testPalette } from './testing';
import { heightOf, orderedLanes, spansDays, timelineCells, timelineTotals } from './timeline-data';
import { linesOf, timelineHeight, timelineOption } from './timeline-option';
import { zoomStep } from './zoom-step';

// Ten camera packets of which seven are recognised; a plug that is taken for the camera once.
const timeline: Timeline = {
  start: 1000,
  binSeconds: 60,
  bins: 3,
  lanes: [
    { type: 'non-iot', truth: [0, 0, 0], labelled: [0, 0, 0], correct: [0, 0, 0] },
    { type: 'plug', truth: [1, 0, 0], labelled: [3, 0, 0], correct: [0, 0, 0] },
    { type: 'camera', truth: [4, 0, 6], labelled: [2, 0, 6], correct: [1, 0, 6] },
  ],
};

describe('the steps of the timeline', () => {
  it('splits what was sent, and counts what was wrongly so named', () => {
    expect(timelineCells(timeline)).toEqual([
      { lane: 1, bin: 0, right: 0, missed: 1, wrong: 3 },
      { lane: 2, bin: 0, right: 1, missed: 3, wrong: 1 },
      { lane: 2, bin: 2, right: 6, missed: 0, wrong: 0 },
    ]);
  });

  it('adds up over the lanes', () => {
    expect(timelineTotals(timeline)).toEqual([
      { type: 'non-iot', right: 0, missed: 0, wrong: 0 },
      { type: 'plug', right: 0, missed: 1, wrong: 3 },
      { type: 'camera', right: 7, missed: 3, wrong: 1 },
    ]);
  });

  it('puts the phones last and the rest in order', () => {
    const types = orderedLanes(timeline, 'non-iot').lanes.map((lane) => lane.type);
    expect(types).toEqual(['camera', 'plug', 'non-iot']);
  });

  it('knows when the time of day alone would mislead', () => {
    const day = { ...timeline, binSeconds: 3600, bins: 24 };
    expect(spansDays({ ...day, start: 86_400 })).toBe(false);
    expect(spansDays({ ...day, start: 86_401 })).toBe(true);
  });

  it('draws one packet so that it is seen, the most at full height, none not at all', () => {
    expect(heightOf(0, 100)).toBe(0);
    expect(heightOf(1, 1_000_000)).toBeGreaterThan(0.1);
    expect(heightOf(100, 100)).toBe(1);
    expect(heightOf(5, 0)).toBe(0);
  });
});

describe('the option of the timeline', () => {
  const option = timelineOption(timeline, testPalette, {
    type: (type) => `<${type}>`,
    clock: String,
    tooltip: (cell, type, from) => [`${type}<b>`, String(cell.missed), String(from)],
  }) as unknown as {
    animation: boolean;
    dataZoom: { filterMode: string }[];
    xAxis: { min: number; max: number };
    yAxis: { data: string[] };
    series: { data: number[][] }[];
    tooltip: { formatter(given: { dataIndex: number }): string };
  };

  it('spans the test part in milliseconds and has a lane for each type', () => {
    expect(option.xAxis).toMatchObject({ min: 1_000_000, max: 1_180_000 });
    expect(option.yAxis.data).toEqual(['<non-iot>', '<plug>', '<camera>']);
    expect(option.animation).toBe(false);
  });

  it('places every step with its counts', () => {
    expect(option.series[0]?.data[2]).toEqual([1_120_000, 1_180_000, 2, 6, 0, 0]);
  });

  it('keeps steps at the edges of a zoom that are only partly in sight', () => {
    expect(option.dataZoom.map((zoom) => zoom.filterMode)).toEqual(['weakFilter', 'weakFilter']);
  });

  it('escapes what a capture may have put into a name', () => {
    expect(option.tooltip.formatter({ dataIndex: 1 })).toBe(
      '<strong>camera&lt;b&gt;</strong><br>3<br>1000',
    );
    expect(linesOf(['<img onerror="x">'])).not.toContain('<img');
  });

  it('grows with its lanes', () => {
    expect(timelineHeight(10) - timelineHeight(9)).toBe(timelineHeight(2) - timelineHeight(1));
  });
});

describe('zooming by button', () => {
  it('halves and doubles around the middle', () => {
    expect(zoomStep({ start: 0, end: 100 }, 'in')).toEqual({ start: 25, end: 75 });
    expect(zoomStep({ start: 25, end: 75 }, 'out')).toEqual({ start: 0, end: 100 });
  });

  it('moves by half of what is seen and stops at the ends', () => {
    expect(zoomStep({ start: 10, end: 50 }, 'later')).toEqual({ start: 30, end: 70 });
    expect(zoomStep({ start: 10, end: 50 }, 'earlier')).toEqual({ start: 0, end: 40 });
    expect(zoomStep({ start: 60, end: 100 }, 'later')).toEqual({ start: 60, end: 100 });
  });

  it('never vanishes, and comes back whole', () => {
    const narrow = zoomStep({ start: 49, end: 51 }, 'in');
    expect(narrow.end - narrow.start).toBe(2);
    expect(zoomStep({ start: 0, end: 60 }, 'out')).toEqual({ start: 0, end: 100 });
    expect(zoomStep(narrow, 'reset')).toEqual({ start: 0, end: 100 });
  });
});
