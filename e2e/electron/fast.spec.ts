import { Cable, networkObstacle } from './cable';
import { expect, test } from './launch';
import { listenIn, requestFor, untilOver } from './live';

const PER_SECOND = 50_000;
/** Of the sample home's 46,396 packets: 20 s at that speed. */
const LOOPS = 22;

const obstacle = networkObstacle('dumpcap', 'ip', 'tcpreplay');

interface Watched {
  /** Milliseconds of every task of the window's thread over 50 ms. */
  long: number[];
}

test.describe(`a busy line${obstacle && ` (${obstacle})`}`, () => {
  test.skip(obstacle !== '', obstacle);

  test('50,000 packets a second for 20 s: none lost unreported, with the window open', async ({
    homemole: { page, app },
  }) => {
    const cable = new Cable();
    try {
      await listenIn(page);
      await page.evaluate(() => {
        const long: number[] = [];
        Object.assign(window, { long });
        new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) long.push(duration);
        }).observe({ type: 'longtask' });
      });
      // The real screen, by hand: what it listens to is what the test listens to.
      await page.getByRole('button', { name: 'Record now…' }).click();
      await page
        .getByTestId('interface')
        .filter({ hasText: cable.name })
        .getByRole('radio')
        .check();
      await page
        .getByRole('radio', { name: 'One that learns from this home', exact: true })
        .check();
      await page.getByLabel('Capture filter (optional)').fill(cable.filter());
      await page.getByRole('button', { name: /^Start(ing| recording)/ }).click();
      await page.waitForFunction(() => window.heard.updates.length > 0);
      await app.evaluate(() => {
        const { monitorEventLoopDelay } = process.mainModule?.require('node:perf_hooks') as {
          monitorEventLoopDelay: (options: { resolution: number }) => { enable(): void };
        };
        const delay = monitorEventLoopDelay({ resolution: 5 });
        delay.enable();
        Object.assign(globalThis, { delay });
      });
      // Until here screens were opened; from here on packets come.
      const opening = await page.evaluate(() => (window as unknown as Watched).long.splice(0));
      const begun = Date.now();
      const sent = await cable.sendHome(LOOPS, PER_SECOND);
      const seconds = (Date.now() - begun) / 1000;
      await expect
        .poll(
          // Quiet for some six seconds: on a slow machine the backlog comes in by fits and starts, and what is
          // on its way when a recording is stopped is not counted.
          // Counted in the window: to fetch the updates would be the longest task of all.
          () =>
            page.evaluate(() => {
              const newest = window.heard.updates.slice(-60);
              return new Set(newest.map(({ update }) => update.status.packets)).size;
            }),
          { timeout: 60_000, intervals: [1000] },
        )
        .toBe(1);
      const mainDelay = await app.evaluate(
        () => (globalThis as unknown as { delay: { max: number } }).delay.max / 1e6,
      );
      const during = await page.evaluate(() => window.heard.updates.length);
      const long = await page.evaluate(() => (window as unknown as Watched).long.splice(0));
      const watched = (Date.now() - begun) / 1000;
      await page.getByRole('button', { name: /^Stop/ }).click();
      const { ended } = await untilOver(page);
      const update = ended?.result.update;
      const { packets = 0, dropped = 0 } = update?.status ?? {};
      expect(packets + (dropped ?? 0)).toBe(cable.arrived());
      expect(update?.devices.length).toBeGreaterThan(5);
      expect(during).toBeLessThanOrEqual(10 * watched + 10);

      const { labelling } = update!;
      console.log(
        [
          `${sent} packets sent in ${seconds.toFixed(1)} s, ${cable.arrived()} arrived`,
          `${packets} recorded, ${dropped} lost and counted`,
          `${(during / watched).toFixed(1)} updates a second`,
          `window: longest task ${Math.max(0, ...long).toFixed(0)} ms (${long.length} over 50 ms), ` +
            `${Math.max(0, ...opening).toFixed(0)} ms while it opened`,
          `main process: longest delay ${mainDelay.toFixed(0)} ms`,
          `labels: ${JSON.stringify(labelling)}`,
        ].join('\n'),
      );
      await page.evaluate((jobId) => window.homemole.discardCapture({ jobId }), ended!.jobId);
    } finally {
      cable.remove();
    }
  });

  test('an interface that goes away ends the recording, and keeps it', async ({
    homemole: { page },
  }) => {
    const cable = new Cable();
    try {
      await listenIn(page);
      const request = requestFor(cable.name, cable.filter());
      const started = await page.evaluate((one) => window.homemole.startCapture(one), request);
      if (!started.ok) throw new Error(JSON.stringify(started.problem));
      const { jobId } = started.value;
      await cable.sendHome(1, 10_000);
      const sent = cable.arrived();
      await page.waitForFunction(
        (count) => window.heard.updates.at(-1)?.update.status.packets === count,
        sent,
      );
      cable.unplug();
      const { failed } = await untilOver(page);
      expect(failed).toMatchObject({ jobId, problem: { code: 'interface-gone' } });
      expect(failed?.result?.update.status.packets).toBe(sent);
      expect(failed?.result?.files).toHaveLength(1);

      // What there is can be audited all the same.
      const audit = page.evaluate(
        (id) =>
          new Promise<{ packets: number; code: string }>((resolve, reject) => {
            window.homemole.listen('jobDone', ({ outcome }) => {
              if (outcome.kind !== 'audit') return;
              resolve({ packets: outcome.result.source.packets, code: '' });
            });
            window.homemole.listen('jobFailed', ({ problem }) =>
              resolve({ packets: 0, code: problem.code }),
            );
            void window.homemole
              .startAudit({
                source: { kind: 'capture', jobId: id, labels: null },
                vantages: ['napt'],
                seed: 1,
              })
              .then((reply) => reply.ok || reject(new Error(JSON.stringify(reply.problem))));
          }),
        jobId,
      );
      const { inspected } = await page.evaluate(async (id) => {
        const reply = await window.homemole.inspectFiles({
          source: { kind: 'capture', jobId: id, labels: null },
        });
        return { inspected: reply.ok ? (reply.value?.packets ?? -1) : -2 };
      }, jobId);
      const { packets, code } = await audit;
      expect(code).toBe('');
      // Sent so fast, a few look like copies; they are counted.
      const { duplicates = 0 } = failed?.result?.update ?? {};
      expect(packets + duplicates).toBe(sent);
      expect([packets, -1]).toContain(inspected);
      await page.evaluate((id) => window.homemole.discardCapture({ jobId: id }), jobId);
    } finally {
      cable.remove();
    }
  });
});
