import type { Timeline } from '@contract/results';
import type {
  CustomSeriesRenderItemAPI,
  CustomSeriesRenderItemParams,
  CustomSeriesRenderItemReturn,
  EChartsOption,
} from 'echarts';
import { chartFont, type Palette } from './palette';
import { heightOf, timelineCells, type TimelineCell } from './timeline-data';

/** Height of a lane and of what stands above and below the lanes, in pixels. */
export const laneHeight = 38;
const headRoom = 10;
const footRoom = 78;
const labelRoom = 148;

/** The chart's height in pixels for a number of lanes. */
export function timelineHeight(lanes: number): number {
  return headRoom + lanes * laneHeight + footRoom;
}

export interface TimelineWords {
  /** The name of a type. */
  type(type: string): string;
  /** A time of day, from milliseconds since the epoch. */
  clock(milliseconds: number): string;
  /** The lines of the tooltip for a step; plain text. */
  tooltip(cell: TimelineCell, type: string, fromSeconds: number): string[];
}

/**
 * Lanes by type over time. In each lane what was sent stands on a line, filled as far as it was
 * recognised; what was wrongly given the name hangs below it, hatched.
 */
export function timelineOption(
  timeline: Timeline,
  palette: Palette,
  words: TimelineWords,
): EChartsOption {
  const cells = timelineCells(timeline);
  const most = cells.reduce((max, c) => Math.max(max, c.right + c.missed, c.wrong), 0);
  const start = timeline.start * 1000;
  const step = timeline.binSeconds * 1000;
  const end = start + timeline.bins * step;
  const text = { color: palette.muted, fontFamily: chartFont, fontSize: 12 };

  return {
    animation: false,
    useUTC: true,
    textStyle: { fontFamily: chartFont },
    aria: { enabled: false },
    grid: { left: labelRoom, right: 12, top: headRoom, bottom: footRoom },
    xAxis: {
      type: 'time',
      min: start,
      max: end,
      axisLine: { lineStyle: { color: palette['line-strong'] } },
      axisTick: { lineStyle: { color: palette['line-strong'] } },
      axisLabel: {
        ...text,
        hideOverlap: true,
        formatter: { day: '{d} {MMM}', hour: '{HH}:{mm}', minute: '{HH}:{mm}' },
      },
      splitLine: { show: true, lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: timeline.lanes.map((lane) => words.type(lane.type)),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        color: palette.ink,
        width: labelRoom - 16,
        overflow: 'truncate',
        interval: 0,
      },
      splitLine: { show: true, lineStyle: { color: palette.line } },
    },
    dataZoom: [
      {
        type: 'slider',
        // A step that is only partly in sight stays.
        filterMode: 'weakFilter',
        height: 20,
        bottom: 14,
        showDataShadow: false,
        brushSelect: false,
        borderColor: palette.line,
        backgroundColor: palette.sunken,
        fillerColor: `${palette.accent}26`,
        handleStyle: { color: palette.surface, borderColor: palette.accent },
        moveHandleStyle: { color: palette.accent, opacity: 0.55 },
        emphasis: { moveHandleStyle: { color: palette.accent } },
        labelFormatter: (value) => words.clock(value),
        textStyle: text,
      },
      {
        type: 'inside',
        filterMode: 'weakFilter',
        zoomOnMouseWheel: 'ctrl',
        moveOnMouseWheel: false,
      },
    ],
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: palette.ink,
      borderWidth: 0,
      padding: [8, 12],
      textStyle: { color: palette.paper, fontSize: 12.5, fontFamily: chartFont },
      formatter: (given) => {
        const cell = cells[(given as { dataIndex: number }).dataIndex];
        if (cell === undefined) return '';
        const type = timeline.lanes[cell.lane]?.type ?? '';
        return linesOf(words.tooltip(cell, type, timeline.start + cell.bin * timeline.binSeconds));
      },
    },
    series: [
      {
        type: 'custom',
        clip: true,
        encode: { x: [0, 1], y: 2 },
        data: cells.map((c) => [
          start + c.bin * step,
          start + (c.bin + 1) * step,
          c.lane,
          c.right,
          c.missed,
          c.wrong,
        ]),
        renderItem: (params, api) => drawCell(params, api, most, palette),
      },
    ],
  };
}

/** Draws one step of one lane. */
function drawCell(
  params: CustomSeriesRenderItemParams,
  api: CustomSeriesRenderItemAPI,
  most: number,
  palette: Palette,
): CustomSeriesRenderItemReturn {
  const [from, to, lane, right, missed, wrong] = [0, 1, 2, 3, 4, 5].map((i) =>
    Number(api.value(i)),
  ) as [number, number, number, number, number, number];
  const [left, middle] = api.coord([from, lane]) as [number, number];
  const [end] = api.coord([to, lane]) as [number, number];
  const area = params.coordSys as unknown as { x: number; width: number };
  if (end <= area.x || left >= area.x + area.width) return undefined;
  const x = Math.max(left, area.x);
  const width = Math.max(1, Math.min(end, area.x + area.width) - x - (end - left > 4 ? 1 : 0));
  const base = Math.round(middle + laneHeight * 0.2);
  const full = heightOf(right + missed, most) * laneHeight * 0.62;
  const filled = (full * right) / Math.max(1, right + missed);
  const below = heightOf(wrong, most) * laneHeight * 0.26;
  const rect = (y: number, height: number, style: object): object => ({
    type: 'rect',
    shape: { x, y, width, height },
    style,
  });

  const children = [
    // Nothing to see: the pointer finds a step anywhere in its lane, however low its bar.
    {
      type: 'rect',
      shape: { x: left, y: middle - laneHeight / 2, width: end - left, height: laneHeight },
      style: { fill: 'rgba(0,0,0,0)' },
    },
    rect(base - full, full - filled, {
      fill: `${palette.hidden}30`,
      stroke: missed > 0 ? palette.hidden : 'none',
      lineWidth: width > 3 ? 1 : 0.6,
    }),
    rect(base - filled, filled, { fill: palette.identified }),
    rect(base + 1, below, {
      fill: palette.partly,
      ...(width >= 10 && below >= 6 ? { decal: hatching(palette) } : {}),
    }),
  ];
  return { type: 'group', children } as CustomSeriesRenderItemReturn;
}

/** Stripes, where a bar is large enough to show them. */
function hatching(palette: Palette): object {
  return {
    symbol: 'rect',
    rotation: Math.PI / 4,
    dashArrayX: [1, 0],
    dashArrayY: [2, 3],
    color: `${palette.surface}b0`,
  };
}

/** Lines of text as safe HTML: names in a capture are not to be trusted. */
export function linesOf(lines: readonly string[]): string {
  const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  const safe = lines.map((line) => line.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign));
  const [first, ...rest] = safe;
  return [`<strong>${first ?? ''}</strong>`, ...rest].join('<br>');
}
