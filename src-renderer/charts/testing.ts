import { paletteNames, type Palette } from './palette';

/** A palette of greys that are told apart by name in tests. */
export const testPalette = Object.fromEntries(
  paletteNames.map((name, i) => [name, `#${(i * 15).toString(16).padStart(2, '0').repeat(3)}`]),
) as Palette;
