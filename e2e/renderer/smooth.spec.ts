import { fixtureUpdate } from './fixtures-live';
import { openLive } from './journey';
import { traceMainThread } from './main-thread';
import { expect, test } from './test';

interface Watched {
  /** Tasks of over 50 ms, which is what Chromium calls long. */
  long: number[];
  updates: unknown[];
  scripted: { notify(name: string, notice: unknown): void };
}

test('ten snapshots a second of forty devices are all drawn', async ({ page, app, browser }) => {
  await page.addInitScript(() => {
    const long: number[] = [];
    Object.assign(window, { long });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) long.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
  const live = await openLive(page, app);
  const updates = Array.from({ length: 60 }, (_, i) =>
    fixtureUpdate({ devices: 40, seconds: 600 + i / 10 }),
  );
  await page.evaluate((all) => void Object.assign(window, { updates: all }), updates);
  await page.evaluate(() => {
    const { scripted, updates } = window as unknown as Watched;
    scripted.notify('captureUpdate', { jobId: 'capture-1', update: updates[0] });
  });
  await expect(live.devices).toHaveCount(40);
  await page.evaluate(() => ((window as unknown as Watched).long.length = 0));

  const thread = await traceMainThread(browser, page, () =>
    page.evaluate(async () => {
      const { scripted, updates } = window as unknown as Watched;
      for (const update of updates) {
        scripted.notify('captureUpdate', { jobId: 'capture-1', update });
        await new Promise((next) => setTimeout(next, 100));
      }
    }),
  );
  const long = await page.evaluate(() => (window as unknown as Watched).long);
  await expect(live.time).toHaveText('10:05');
  // Machines differ: speed is told, not asserted.
  const figures = [
    `longest task ${thread.longestCpu.toFixed(1)} ms of the processor`,
    `${thread.longestWall.toFixed(0)} ms by the wall`,
    `${long.length} over 50 ms by the wall`,
  ];
  console.log(`      live screen, 40 devices, 10 snapshots a second: ${figures.join(', ')}`);
  expect(thread.tasks).toBeGreaterThan(updates.length);
});
