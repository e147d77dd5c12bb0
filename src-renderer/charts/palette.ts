/** The colours a chart draws with; the names are those of ui/tokens.css. */
export const paletteNames = [
  'paper',
  'surface',
  'sunken',
  'ink',
  'muted',
  'line',
  'line-strong',
  'accent',
  'identified',
  'partly',
  'hidden',
  'nodata',
  'hue-1',
  'hue-3',
  'hue-4',
  'hue-7',
  'hue-8',
] as const;
/** A canvas inherits no font. */
export const chartFont = '"Inter Variable", system-ui, sans-serif';

export type Palette = Record<(typeof paletteNames)[number], string>;

/** Reads the colours of the theme that is shown, as `#rrggbb` (a build may shorten them). */
export function readPalette(style: Pick<CSSStyleDeclaration, 'getPropertyValue'>): Palette {
  const entries = paletteNames.map((name) => {
    const colour = style.getPropertyValue(`--${name}`).trim();
    return [name, mix(colour, colour, 0)];
  });
  return Object.fromEntries(entries) as Palette;
}

type Channels = readonly [number, number, number];

/** `#rrggbb` or `#rgb` as three numbers, 0 to 255. */
export function channels(hex: string): Channels {
  const digits = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
  const value = Number.parseInt(digits.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** `share` of `colour` over `ground`, both `#rrggbb`. */
export function mix(ground: string, colour: string, share: number): string {
  const from = channels(ground);
  const to = channels(colour);
  const hex = from.map((value, i) =>
    Math.round(value + ((to[i] ?? 0) - value) * share)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${hex.join('')}`;
}

function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((value) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as unknown as Channels;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Whichever of the candidates reads best on a ground. */
export function readableOn(ground: string, candidates: readonly string[]): string {
  return candidates.reduce((best, next) =>
    contrast(next, ground) > contrast(best, ground) ? next : best,
  );
}
