/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { channels, contrast, mix, paletteNames, readableOn, readPalette } from './palette';

const css = readFileSync(resolve(import.meta.dirname, '../ui/tokens.css'), 'utf8');
const blocks = [...css.matchAll(/(:root[^{]*)\{([^}]*)\}/g)].map(([, selector, body]) => ({
  selector: (selector as string).trim(),
  tokens: Object.fromEntries(
    [...(body as string).matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [
      name as string,
      value as string,
    ]),
  ),
}));
const [light, systemDark, chosenDark] = blocks.map((block) => block.tokens);

describe('contrast', () => {
  it('is that of WCAG: 21 for black on white, 1 for the same, 4.48 for #777 on white', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#3d4fa1', '#3d4fa1')).toBe(1);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

describe.each([
  ['light', light],
  ['dark by system', systemDark],
  ['dark by choice', chosenDark],
])('the %s theme', (_, tokens) => {
  const texts = ['ink', 'muted', 'accent', 'identified', 'partly', 'hidden', 'nodata'];
  const grounds = ['paper', 'surface', 'sunken'];
  it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground])))(
    '%s on %s is readable (AA)',
    (text, ground) => {
      const ratio = contrast(tokens?.[text as string] ?? '', tokens?.[ground as string] ?? '');
      expect(ratio).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('shows the borders of controls (AA, 3:1) and text on buttons', () => {
    expect(contrast(tokens?.['line-strong'] ?? '', tokens?.['surface'] ?? '')).toBeGreaterThan(3);
    expect(contrast(tokens?.['on-accent'] ?? '', tokens?.['accent'] ?? '')).toBeGreaterThan(4.5);
  });
});

it('has the same dark colours by system and by choice', () => {
  expect(systemDark).toEqual(chosenDark);
  expect(Object.keys(light ?? {})).toEqual(expect.arrayContaining([...paletteNames]));
});

it('reads colours that a build has shortened', () => {
  const palette = readPalette({ getPropertyValue: () => ' #fa0' });
  expect(palette.ink).toBe('#ffaa00');
  expect(channels('#fa0')).toEqual([255, 170, 0]);
});

it('mixes colours in steps', () => {
  expect(mix('#000000', '#ffffff', 0)).toBe('#000000');
  expect(mix('#000000', '#ffffff', 1)).toBe('#ffffff');
  expect(mix('#000000', '#ff0080', 0.5)).toBe('#800040');
});

it('picks the colour that reads best', () => {
  expect(readableOn('#101010', ['#000000', '#ffffff'])).toBe('#ffffff');
  expect(readableOn('#f0f0f0', ['#000000', '#ffffff'])).toBe('#000000');
});
