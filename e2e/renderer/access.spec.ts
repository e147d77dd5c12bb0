import { resolve } from 'node:path';
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { states } from './states';
import { expect, test } from './test';

/** Pictures of every state for people to look at. */
const pictures = resolve(__dirname, '../../test-results/screens/window');

/** Serious and critical findings, as `rule: element`. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** The whole page as in a window high enough for it: what sticks to an edge lies where it belongs. */
async function picture(page: Page, path: string): Promise<void> {
  const before = page.viewportSize()!;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({
    ...before,
    height: Math.min(4000, Math.max(height, before.height)),
  });
  await page.screenshot({ path });
  await page.setViewportSize(before);
}

for (const scheme of ['light', 'dark'] as const) {
  for (const [name, open] of Object.entries(states)) {
    test(`${name} is accessible in ${scheme}`, async ({ page, app }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await open(page, app);
      const file = `${name.replace(/\W+/g, '-')}-${scheme}.png`;
      await picture(page, resolve(pictures, file));
      expect(await findings(page)).toEqual([]);
    });
  }
}
