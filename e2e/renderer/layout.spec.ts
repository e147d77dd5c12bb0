import type { Page } from '@playwright/test';
import { finishAudit, openAudit, openWindow } from './journey';
import { ReviewPage } from './pages/review-page';
import { StartPage } from './pages/start-page';
import { states } from './states';
import { expect, test } from './test';

/** From the smallest window at 200 % zoom to a large screen. */
const sizes = [
  { width: 450, height: 300 },
  { width: 640, height: 400 },
  { width: 900, height: 600 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1200 },
];

/** New screens and those with the widest content. */
const wide = ['guide', 'record', 'record options', 'record over ssh', 'record without a backend'];
const wider = [
  'live',
  'live renaming',
  'ended with warnings',
  'review',
  'both sides',
  'problem with a command',
  'train set-up',
  'train running',
  'train done',
  'compare set-up',
  'compare running',
  'compare done',
  'laboratory',
  'models with a network',
  'models with damaged ones',
];

/** How far the page could be scrolled sideways. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

for (const size of sizes) {
  test(`nothing scrolls sideways at ${size.width} x ${size.height}`, async ({ page, app }) => {
    await page.setViewportSize(size);
    await openWindow(page, app);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await new StartPage(page).open.click();
    await new ReviewPage(page).start.waitFor();
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await new ReviewPage(page).start.click();
    const audit = await finishAudit(page);
    await audit.section('Hour by hour').locator('canvas').first().waitFor();
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  });
}

for (const name of [...wide, ...wider]) {
  test(`nothing scrolls sideways, whatever the size: ${name}`, async ({ page, app }) => {
    await states[name]!(page, app);
    for (const size of sizes) {
      await page.setViewportSize(size);
      // Charts follow a new width with the next picture.
      await expect
        .poll(() => sideways(page), { message: `${size.width} x ${size.height}` })
        .toBeLessThanOrEqual(0);
    }
  });
}

test('the page does not shift while the charts arrive', async ({ page, app }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    // That one screen takes the place of another is no shift: what counts comes after its first picture.
    let opened = Infinity;
    new MutationObserver((_, observer) => {
      if (!document.querySelector('nav[aria-label="Sections of the audit"]')) return;
      observer.disconnect();
      requestAnimationFrame(() =>
        requestAnimationFrame((now) => Object.assign(window, { opened: (opened = now) })),
      );
    }).observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
        if (!shift.hadRecentInput && shift.startTime >= opened) shifts.push(shift.value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const audit = await openAudit(page, app);
  await audit.section('Hour by hour').scrollIntoViewIfNeeded();
  await audit.section('Hour by hour').locator('canvas').first().waitFor();
  const { shifts, opened } = await page.evaluate(() => {
    const { shifts, opened } = window as unknown as { shifts: number[]; opened?: number };
    return { shifts, opened };
  });
  expect(opened).toBeGreaterThan(0);
  expect(shifts.reduce((sum, one) => sum + one, 0)).toBeLessThan(0.02);
});

test('the vantage can be changed anywhere on the page', async ({ page, app }) => {
  await page.setViewportSize({ width: 900, height: 600 });
  const audit = await openAudit(page, app);
  await audit.section('What the eavesdropper could write about you').scrollIntoViewIfNeeded();
  await expect(audit.vantage('WireGuard')).toBeInViewport();
  const before = await page.evaluate(() => window.scrollY);
  await audit.vantage('WireGuard').click();
  await expect(audit.vantage('WireGuard')).toBeChecked();
  expect(before).toBeGreaterThan(600);
});
