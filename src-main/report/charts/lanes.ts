import type { Timeline } from '../../contract/results';
import { html, type Html } from '../html';

type Lane = Timeline['lanes'][number];

/** More columns than this are not told apart on paper; neighbours are added up. */
const mostColumns = 300;

/** Height above the base line, below it, and of the whole lane. */
const up = 26;
const down = 12;
export const laneHeight = up + down;

/** One lane, ready to draw: packets a column. */
export interface LaneColumns {
  readonly correct: readonly number[];
  readonly missed: readonly number[];
  /** Packets of other devices that were given this lane's name. */
  readonly wrong: readonly number[];
  /** Packets of the type in the fullest column. */
  readonly peak: number;
}

/** How many bins of the timeline go into one column. */
export function binsPerColumn(bins: number): number {
  return Math.max(1, Math.ceil(bins / mostColumns));
}

/** Adds up `group` neighbouring bins to a column. */
export function columnsOf(lane: Lane, group: number): LaneColumns {
  const truth = grouped(lane.truth, group);
  const labelled = grouped(lane.labelled, group);
  const correct = grouped(lane.correct, group);
  return {
    correct,
    missed: truth.map((n, i) => Math.max(0, n - (correct[i] ?? 0))),
    wrong: labelled.map((n, i) => Math.max(0, n - (correct[i] ?? 0))),
    peak: Math.max(0, ...truth),
  };
}

function grouped(values: readonly number[], group: number): number[] {
  const sums: number[] = [];
  values.forEach((value, i) => {
    const column = Math.floor(i / group);
    sums[column] = (sums[column] ?? 0) + value;
  });
  return sums;
}

/** The lane as an SVG that takes the width of its place; heights go with the square root. */
export function laneChart(label: string, columns: LaneColumns): Html {
  const { correct, missed, wrong } = columns;
  const most = Math.max(1, columns.peak, ...wrong);
  const height = (n: number, room: number): number => room * Math.sqrt(n / most);
  let dark = '';
  let pale = '';
  let below = '';
  for (let x = 0; x < correct.length; x++) {
    const right = correct[x] ?? 0;
    const lost = missed[x] ?? 0;
    const tall = height(right + lost, up);
    const split = right + lost === 0 ? 0 : (tall * right) / (right + lost);
    dark += column(x, up - split, split);
    pale += column(x, up - tall, tall - split);
    below += column(x, up, height(wrong[x] ?? 0, down));
  }
  const path = (d: string, tone: string): Html | false =>
    d !== '' && html`<path class="${tone}" d="${d}" />`;
  return html`<svg
    class="lane"
    role="img"
    aria-label="${label}"
    width="100%"
    height="${laneHeight}"
    viewBox="0 0 ${correct.length} ${laneHeight}"
    preserveAspectRatio="none"
  >
    ${path(pale, 'missed')}${path(dark, 'correct')}${path(below, 'wrong')}
    <path class="base" d="M0 ${up}H${correct.length}" />
  </svg>`;
}

function column(x: number, y: number, height: number): string {
  if (height < 0.005) return '';
  return `M${x} ${short(y)}h1v${short(height)}h-1z`;
}

function short(value: number): string {
  return String(Number(value.toFixed(2)));
}
