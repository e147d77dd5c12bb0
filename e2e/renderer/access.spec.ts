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

for (const scheme of ['light', 'dark'] as const) {
  for (const [name, open] of Object.entries(states)) {
    test(`${name} is accessible in ${scheme}`, async ({ page, app }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await open(page, app);
      const file = `${name.replace(/\W+/g, '-')}-${scheme}.png`;
      await page.screenshot({ path: resolve(pictures, file), fullPage: true });
      expect(await findings(page)).toEqual([]);
    });
  }
}
