import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { problemMessages } from '@contract/messages';
import { expect, root, test } from './launch';
import { Screens } from './screens';

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homemole-files-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

/** The devices of the sample home, from its label file: the truth about what lives there. */
async function sampleDevices(): Promise<string[]> {
  const text = await readFile(join(root, 'resources/sample-home/devices.csv'), 'utf8');
  const [header = '', ...rows] = text.trim().split(/\r?\n/);
  expect(header.split(',')[0]).toBe('device');
  return rows.map((row) => row.split(',')[0] ?? '');
}

test('the sample home, from the first screen to the saved report', async ({ homemole }) => {
  const screens = new Screens(homemole);
  await expect(screens.start.headline).toBeVisible();
  await screens.picture('start');

  await screens.start.sample.click();
  await expect(screens.review.heading).toBeVisible();
  await screens.picture('review');
  await screens.review.start.click();
  await expect(screens.progress.bar).toBeVisible();
  await expect
    .poll(async () => Number(await screens.progress.bar.getAttribute('aria-valuenow')))
    .toBeGreaterThan(0);
  await screens.picture('progress');

  await expect(screens.audit.save).toBeVisible({ timeout: 90_000 });
  await expect(screens.audit.simulated.first()).toBeVisible();
  const devices = await sampleDevices();
  expect(devices.length).toBeGreaterThan(5);
  await expect(screens.audit.devices).toHaveCount(devices.length);
  for (const device of devices) await expect(screens.audit.device(device)).toBeVisible();
  await screens.picture('audit');

  // From another place the same home reads differently: the tunnel hides who is who from some.
  const behindRouter = await screens.audit.headline.textContent();
  await screens.audit.vantage('WireGuard').click();
  await expect(screens.audit.headline).not.toHaveText(behindRouter ?? '');
  await expect(screens.audit.headline).toContainText('VPN');
  await screens.picture('audit-wireguard');

  // The sample's marked events are learned from, and those of the tested part told.
  const diary = screens.audit.section('What people did, as the eavesdropper tells it');
  await diary.scrollIntoViewIfNeeded();
  await expect(diary).toContainText('lock-hub');
  await screens.picture('audit-diary');

  const path = join(folder, 'report.html');
  await screens.willSaveTo(path);
  await screens.audit.save.click();
  await expect(homemole.page.getByRole('status').filter({ hasText: path })).toBeVisible();
  const report = await readFile(path, 'utf8');
  expect(report).toMatch(/^<!doctype html>/i);
  for (const device of devices) expect(report).toContain(device);
  expect(report).not.toMatch(/(src|href)="https?:/);

  // Dismissed, nothing is written and nothing is said.
  const before = await stat(path);
  await screens.willSaveTo(null);
  await screens.audit.save.click();
  await expect(screens.audit.save).toBeEnabled();
  expect((await stat(path)).mtimeMs).toBe(before.mtimeMs);
});

test('a report that cannot be written says why', async ({ homemole }) => {
  const screens = new Screens(homemole);
  await screens.startSample();
  await expect(screens.audit.save).toBeVisible({ timeout: 90_000 });
  const path = join(folder, 'nowhere', 'report.html');
  await screens.willSaveTo(path);
  await screens.audit.save.click();
  await expect(homemole.page.getByRole('status').filter({ hasText: path })).toBeVisible();
  await expect(screens.audit.save).toBeEnabled();
});

test('cancel ends the audit at any stage, also while it trains', async ({ homemole }) => {
  const screens = new Screens(homemole);
  const trainingAt = 30;
  for (const percent of [0, trainingAt]) {
    await screens.start.sample.or(screens.review.start).first().waitFor();
    if (await screens.start.sample.isVisible()) await screens.start.sample.click();
    await screens.review.start.click();
    await expect
      .poll(async () => Number(await screens.progress.bar.getAttribute('aria-valuenow')), {
        timeout: 60_000,
        intervals: [20],
      })
      .toBeGreaterThan(percent);
    const start = Date.now();
    await screens.progress.cancel.click();
    await expect(screens.review.start).toBeVisible();
    const milliseconds = Date.now() - start;
    // Noted, not asserted: engine-host.test.ts holds the bound, by a clock of its own.
    test
      .info()
      .annotations.push({ type: `cancel at ${percent} %`, description: `${milliseconds} ms` });
  }
  await screens.review.start.click();
  await expect(screens.progress.bar).toBeVisible();
});

test('a file that is no capture is named, with what to do', async ({ homemole }) => {
  const screens = new Screens(homemole);
  const path = join(folder, 'holiday.pcap');
  await writeFile(path, 'This is a text about a holiday, and no capture.');
  await screens.willChoose([path]);
  await screens.start.open.click();
  await screens.review.start.click();
  await expect(screens.problem.cause).toContainText(basename(path));
  await expect(screens.problem.cause).toContainText('is not a packet capture');
  await expect(screens.problem.remedy).toContainText(
    problemMessages['capture-unknown-format'].remedy,
  );
  await screens.picture('problem');

  await screens.willChoose([
    join(root, 'resources/sample-home/capture.pcapng'),
    join(root, 'resources/sample-home/devices.csv'),
  ]);
  await screens.problem.another.click();
  await screens.review.start.click();
  await expect(screens.audit.save).toBeVisible({ timeout: 90_000 });
  await expect(screens.audit.devices).toHaveCount((await sampleDevices()).length);
});

test('a file given to the page keeps its path for the main process', async ({ homemole }) => {
  const path = join(folder, 'labels.csv');
  await writeFile(path, 'device,mac\nplug,02:00:00:00:00:01\n');
  await homemole.page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'given';
    document.body.append(input);
  });
  await homemole.page.locator('#given').setInputFiles(path);
  const found = await homemole.page.evaluate(() => {
    const input = document.querySelector('#given') as HTMLInputElement;
    return (
      globalThis as unknown as { homemole: { pathOf(file: unknown): string } }
    ).homemole.pathOf(input.files?.[0]);
  });
  expect(found).toBe(path);
});

test('an engine that dies is said so, and audits and reports get a new one', async ({
  homemole,
}) => {
  const screens = new Screens(homemole);
  const engines = (): Promise<number[]> =>
    homemole.app.evaluate(({ app }) =>
      app.getAppMetrics().flatMap(({ name, pid }) => (name === 'HomeMole engine' ? [pid] : [])),
    );
  const killEngine = async (): Promise<void> => {
    const [pid, ...more] = await engines();
    expect(more).toEqual([]);
    process.kill(pid ?? 0, 'SIGKILL');
    await expect.poll(async () => (await engines()).includes(pid ?? 0)).toBe(false);
  };
  await screens.startSample();
  await expect(screens.progress.bar).toBeVisible();
  await killEngine();
  await expect(screens.problem.remedy).toContainText(problemMessages['engine-gone'].remedy);
  await screens.problem.back.click();
  await screens.review.start.click();
  await expect(screens.audit.save).toBeVisible({ timeout: 90_000 });

  // The audit outlives the engine that made it.
  await killEngine();
  const path = join(folder, 'report.html');
  await screens.willSaveTo(path);
  await screens.audit.save.click();
  await expect(homemole.page.getByRole('status').filter({ hasText: path })).toBeVisible();
  const report = await readFile(path, 'utf8');
  for (const device of await sampleDevices()) expect(report).toContain(device);
});

test('quitting in the middle of an audit leaves no process behind', async ({ homemole }) => {
  const screens = new Screens(homemole);
  await screens.startSample();
  await expect(screens.progress.bar).toBeVisible();
  const pids = await homemole.app.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid));
  expect(pids.length).toBeGreaterThan(2);
  await homemole.app.close();
  const alive = (): number[] =>
    pids.filter((pid) => {
      try {
        process.kill(pid, 0);
        return true;
      } catch {
        return false;
      }
    });
  await expect.poll(alive).toEqual([]);
});
