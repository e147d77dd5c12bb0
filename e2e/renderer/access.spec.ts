import { resolve } from 'node:path';
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { states } from './states';
import { expect, test } from './test';

/** Pictures of every state for people to look at, where they are asked for: PICTURES=1. */
const areWanted = process.env['PICTURES'] === '1';
const pictures = resolve(__dirname, '../../test-results/screens/window');

/** Serious and critical findings, as `rule: element`; of all rules, or of those named. */
async function findings(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (only) =>
      (window as unknown as { axe: typeof axe }).axe.run(
        document,
        only ? { runOnly: { type: 'rule', values: only } } : {},
      ),
    rules,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** Colours that fade to those of the other scheme have them; a child's begin to when its parent's end. */
function transitionsEnd(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const fading = (): Animation[] =>
      document.getAnimations().filter((one) => one instanceof CSSTransition);
    for (let quiet = 0; quiet < 3; quiet = fading().length > 0 ? 0 : quiet + 1) {
      await Promise.all(fading().map((one) => one.finished.catch(() => null)));
      await new Promise((next) => requestAnimationFrame(next));
    }
  });
}

/** The whole page as in a window high enough for it: what sticks to an edge lies where it belongs. */
async function picture(page: Page, path: string): Promise<void> {
  if (!areWanted) return;
  const before = page.viewportSize()!;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({
    ...before,
    height: Math.min(4000, Math.max(height, before.height)),
  });
  await page.screenshot({ path });
  await page.setViewportSize(before);
}

for (const [name, open] of Object.entries(states)) {
  test(`${name} is accessible in light and dark`, async ({ page, app }) => {
    const file = (scheme: string): string =>
      resolve(pictures, `${name.replace(/\W+/g, '-')}-${scheme}.png`);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await open(page, app);
    await picture(page, file('light'));
    expect(await findings(page), 'light').toEqual([]);
    // The dark scheme changes colours alone.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await transitionsEnd(page);
    await picture(page, file('dark'));
    expect(await findings(page, ['color-contrast']), 'dark').toEqual([]);
  });
}
