import type { Confusion } from '@contract/results';
import type { EChartsOption } from 'echarts';
import { cellText, confusionCells, type ConfusionCell } from './confusion-data';
import { chartFont, mix, readableOn, type Palette } from './palette';
import { linesOf } from './timeline-option';

const cellHeight = 30;
const leastCellWidth = 30;
const mostCellWidth = 76;
const labelRoom = 152;
const headRoom = 118;
/** For the last slanted heading. */
const tailRoom = 84;

/** The heat map's height and its least and greatest width in pixels for a number of types. */
export function confusionSize(types: number): {
  height: number;
  minWidth: number;
  maxWidth: number;
} {
  return {
    maxWidth: labelRoom + types * mostCellWidth + tailRoom,
    height: headRoom + types * cellHeight + 8,
    minWidth: labelRoom + types * leastCellWidth + tailRoom,
  };
}

export interface ConfusionWords {
  type(type: string): string;
  /** Stands for a share above 0 that rounds to 0. */
  small: string;
  /** The lines of a cell's tooltip; plain text. */
  tooltip(cell: ConfusionCell, truth: string, said: string): string[];
}

/**
 * Rows are the truth, columns what the eavesdropper said, in per cent of the row. Right names are
 * drawn in the colour of exposure, wrong ones in another, so the diagonal needs no searching.
 */
export function confusionOption(
  confusion: Confusion,
  palette: Palette,
  words: ConfusionWords,
): EChartsOption {
  const cells = confusionCells(confusion);
  const names = confusion.labels.map((label) => words.type(label));
  const text = { color: palette.ink, fontFamily: chartFont, fontSize: 12 };
  const axis = {
    type: 'category' as const,
    data: names,
    axisLine: { show: false },
    axisTick: { show: false },
    splitArea: { show: false },
  };

  const seriesOf = (right: boolean, strong: string) => ({
    type: 'heatmap' as const,
    data: cells
      .filter((cell) => (cell.row === cell.column) === right)
      .map((cell) => {
        const shade = mix(palette.surface, strong, shadeOf(cell.share));
        return {
          value: [cell.column, cell.row, (cell.share ?? 0) * 100] as [number, number, number],
          cell,
          label: { color: readableOn(shade, [palette.ink, palette.surface]) },
        };
      }),
    itemStyle: { borderColor: palette.line, borderWidth: 1 },
    emphasis: { itemStyle: { borderColor: palette.ink, borderWidth: 1.5 } },
    label: {
      show: true,
      fontSize: 11.5,
      fontWeight: right ? (640 as const) : (440 as const),
      formatter: (given: { data: unknown }) =>
        cellText((given.data as { cell: ConfusionCell }).cell.share, words.small),
    },
  });

  const rampOf = (strong: string, seriesIndex: number) => ({
    type: 'continuous' as const,
    show: false,
    min: 0,
    max: 100,
    dimension: 2,
    seriesIndex,
    inRange: {
      color: Array.from({ length: 21 }, (_, i) => mix(palette.surface, strong, shadeOf(i / 20))),
    },
  });

  return {
    animation: false,
    textStyle: { fontFamily: chartFont },
    aria: { enabled: false },
    grid: { left: labelRoom, right: tailRoom, top: headRoom, bottom: 8 },
    xAxis: {
      ...axis,
      position: 'top',
      axisLabel: { ...text, rotate: -42, interval: 0, width: 132, overflow: 'truncate' },
    },
    yAxis: {
      ...axis,
      inverse: true,
      axisLabel: { ...text, interval: 0, width: labelRoom - 14, overflow: 'truncate' },
    },
    visualMap: [rampOf(palette.identified, 0), rampOf(palette.accent, 1)],
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: palette.ink,
      borderWidth: 0,
      padding: [8, 12],
      textStyle: { color: palette.paper, fontSize: 12.5, fontFamily: chartFont },
      formatter: (given) => {
        const { cell } = (given as unknown as { data: { cell: ConfusionCell } }).data;
        const truth = confusion.labels[cell.row] ?? '';
        const said = confusion.labels[cell.column] ?? '';
        return linesOf(words.tooltip(cell, truth, said));
      },
    },
    series: [seriesOf(true, palette.identified), seriesOf(false, palette.accent)],
  };
}

/** How strongly a share is inked: small shares are lifted a little, so that they are seen at all. */
function shadeOf(share: number | null): number {
  if (share === null || share <= 0) return 0;
  return 0.1 + 0.8 * share;
}
