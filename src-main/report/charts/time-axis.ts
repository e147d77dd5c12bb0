import { clock, day } from '../format';
import { html, type Html } from '../html';

const steps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800,
  345600, 691200, 1382400, 2764800,
];
const mostTicks = 7;

/** Round moments (UTC) in [start, end], seven at most. */
export function ticks(start: number, end: number): number[] {
  const step =
    steps.find((s) => (end - start) / s <= mostTicks - 1) ?? (end - start) / (mostTicks - 1);
  const found: number[] = [];
  for (let i = Math.ceil(start / step); i * step <= end; i++) found.push(i * step);
  return found;
}

/** The axis under the lanes: the time, and the day where it changes or steps are whole days. */
export function timeAxis(start: number, end: number): Html {
  const times = ticks(start, end);
  const wholeDays = times.length > 1 && (times[1] ?? 0) - (times[0] ?? 0) >= 86400;
  const length = Math.max(end - start, 1e-9);
  const marks = times.map((time) => {
    const x = `${(((time - start) / length) * 100).toFixed(2)}%`;
    const words = wholeDays || time % 86400 === 0 ? day(time) : clock(time);
    return html`<line x1="${x}" x2="${x}" y1="0" y2="5" /><text
        x="${x}"
        y="18"
        text-anchor="${anchor((time - start) / length)}"
        >${words}</text
      >`;
  });
  return html`<svg class="axis" aria-hidden="true" width="100%" height="22">${marks}</svg>`;
}

/** Labels at the ends stay inside. */
function anchor(share: number): string {
  if (share < 0.015) return 'start';
  return share > 0.985 ? 'end' : 'middle';
}
