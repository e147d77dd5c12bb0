import { html, type Html } from '../html';

/** A percentage for an SVG attribute. */
const at = (share: number): string =>
  `${Number((Math.min(1, Math.max(0, share)) * 100).toFixed(2))}%`;

/**
 * A horizontal bar from 0 to 1, with a tick at `tick`, `height` pixels high. As wide as its place: all measures are in per
 * cent, so nothing is stretched.
 */
export function bar(label: string, value: number | null, tick: number | null, height = 18): Html {
  return html`<svg class="bar" role="img" aria-label="${label}" width="100%" height="${height}">
    <rect class="track" width="100%" height="${height}" rx="2" />
    ${value !== null && html`<rect class="value" width="${at(value)}" height="${height}" rx="2" />`}
    ${tick !== null && html`<rect class="tick-edge" x="${at(tick)}" width="5" height="${height}" transform="translate(-2.5)" /><rect class="tick" x="${at(tick)}" width="3" height="${height}" transform="translate(-1.5)" />`}
  </svg>`;
}

/** Parts of a whole side by side, each with the class that colours it. Empty parts are left out. */
export function parts(label: string, counts: readonly { count: number; tone: string }[]): Html {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  const pieces = counts
    .filter(({ count }) => count > 0)
    .map(({ count, tone }) => {
      const x = before / total;
      before += count;
      return html`<rect
          class="fill-${tone}"
          x="${at(x)}"
          width="${at(count / total)}"
          height="100%"
        />${x > 0 && html`<rect class="gap" x="${at(x)}" width="2" height="100%" transform="translate(-1)" />`}`;
    });
  return html`<svg class="parts" role="img" aria-label="${label}" width="100%" height="14">
    ${pieces}
  </svg>`;
}
