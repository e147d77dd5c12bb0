import { createSocket } from 'node:dgram';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, test } from './launch';
import { heardBy, listenIn, requestFor, untilOver } from './live';
import { Screens } from './screens';

const isRoot = process.getuid?.() === 0;
const hasDumpcap = spawnSync('dumpcap', ['--version']).status === 0;
test.skip(!isRoot || !hasDumpcap, 'live capture in tests wants root and dumpcap');

/** A port of the loopback interface that nobody else uses. */
const PORT = 47_113;

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homemole-live-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

/** Sends datagrams of 100 bytes to the port on loopback, one after the other. */
async function send(count: number): Promise<void> {
  const socket = createSocket('udp4');
  for (let i = 0; i < count; i++) {
    await new Promise<void>((resolve) =>
      socket.send(Buffer.alloc(100), PORT, '127.0.0.1', () => resolve()),
    );
  }
  socket.close();
}

/** Lines that tshark prints of a capture: one a packet. */
function packetsIn(file: string): number {
  const { stdout, status } = spawnSync(
    'tshark',
    ['-n', '-r', file, '-T', 'fields', '-e', 'frame.len'],
    {
      encoding: 'utf8',
    },
  );
  expect(status).toBe(0);
  return stdout.split('\n').filter(Boolean).length;
}

test('records loopback, tells how it stands, and saves what it recorded', async ({ homemole }) => {
  const { page } = homemole;
  await listenIn(page);
  const request = requestFor('lo', `udp dst port ${PORT}`);
  const started = await page.evaluate((one) => window.homemole.startCapture(one), request);
  if (!started.ok) throw new Error(JSON.stringify(started.problem));
  const { jobId, command } = started.value;
  expect(command).toContain(`-f 'udp dst port ${PORT}'`);

  await send(500);
  await page.waitForFunction(() => window.heard.updates.at(-1)?.update.status.packets === 500);
  await page.evaluate((id) => window.homemole.stopCapture({ jobId: id }), jobId);
  const { ended, updates } = await untilOver(page);
  expect(ended?.result.update.status).toMatchObject({ packets: 500, dropped: 0, state: 'stopped' });
  expect(ended?.result.end).toBe('asked');
  expect(updates.every((one) => one.jobId === jobId)).toBe(true);
  const [file = ''] = ended?.result.files ?? [];
  expect(packetsIn(file)).toBe(500);
  // For this user alone.
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);

  const screens = new Screens(homemole);
  await screens.willSaveTo(null);
  const save = { jobId, anonymised: false };
  expect(await page.evaluate((one) => window.homemole.saveCapture(one), save)).toEqual({
    ok: true,
    value: null,
  });
  const path = join(folder, 'mine.pcapng');
  await screens.willSaveTo(path);
  expect(await page.evaluate((one) => window.homemole.saveCapture(one), save)).toEqual({
    ok: true,
    value: { paths: [path], events: null },
  });
  expect(readFileSync(path).equals(readFileSync(file))).toBe(true);

  await page.evaluate((id) => window.homemole.discardCapture({ jobId: id }), jobId);
  expect(existsSync(dirname(file))).toBe(false);
  expect(existsSync(path)).toBe(true);
});

test('lists interfaces, tells their rates, and checks filters', async ({ homemole: { page } }) => {
  const list = await page.evaluate(() => window.homemole.listInterfaces(undefined));
  if (!list.ok) throw new Error(JSON.stringify(list.problem));
  expect(list.value.interfaces.find(({ name }) => name === 'lo')?.kind).toBe('loopback');
  expect(list.value.backends.find(({ backend }) => backend === 'dumpcap')?.problem).toBeNull();

  const rates = page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        window.homemole.listen('interfaceRates', ({ rates: all }) =>
          resolve(all.map(({ name }) => name)),
        );
        void window.homemole.watchRates({ on: true });
      }),
  );
  expect(await rates).toContain('lo');
  await page.evaluate(() => window.homemole.watchRates({ on: false }));

  const check = (filter: string) =>
    page.evaluate((one) => window.homemole.checkFilter(one), requestFor('lo', filter).capture);
  expect(await check('udp port 53')).toEqual({ ok: true, value: null });
  expect(await check('udp prot 53')).toMatchObject({
    ok: true,
    value: { code: 'filter-invalid', params: { filter: 'udp prot 53' } },
  });
  const described = await page.evaluate(
    (one) => window.homemole.describeCapture(one),
    requestFor('lo').capture,
  );
  expect(described).toMatchObject({ ok: true });
  expect(JSON.stringify(described)).toContain('dumpcap -q -i lo');
});

test('an interface that is not there is a problem, and leaves nothing', async ({
  homemole: { page },
}) => {
  const none = requestFor('nosuch0');
  const started = await page.evaluate((one) => window.homemole.startCapture(one), none);
  expect(started).toMatchObject({ ok: false, problem: { code: 'interface-unknown' } });
  // The next one can start.
  await listenIn(page);
  const next = requestFor('lo', `udp dst port ${PORT}`);
  const again = await page.evaluate((one) => window.homemole.startCapture(one), next);
  if (!again.ok) throw new Error(JSON.stringify(again.problem));
  const busy = await page.evaluate((one) => window.homemole.startCapture(one), next);
  expect(busy).toMatchObject({ ok: false, problem: { code: 'usage' } });
  await page.evaluate((jobId) => window.homemole.stopCapture({ jobId }), again.value.jobId);
  const { failed } = await untilOver(page);
  expect(failed).toMatchObject({ problem: { code: 'nothing-captured' }, result: { files: [] } });
});

test('asks before an unsaved recording is closed over', async ({ homemole }) => {
  const { page, app } = homemole;
  await listenIn(page);
  const request = requestFor('lo', `udp dst port ${PORT}`);
  const started = await page.evaluate((one) => window.homemole.startCapture(one), request);
  if (!started.ok) throw new Error(JSON.stringify(started.problem));
  await send(20);
  await page.waitForFunction(() => window.heard.updates.at(-1)?.update.status.packets === 20);
  await app.evaluate(({ dialog }) => {
    const asked: string[][] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (async (_window: unknown, options: { buttons: string[] }) => {
      asked.push(options.buttons);
      return { response: asked.length === 1 ? 2 : 0, checkboxChecked: false };
    }) as unknown as typeof dialog.showMessageBox;
  });
  const close = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await close();
  const asked = () => app.evaluate(() => (globalThis as unknown as { asked: string[][] }).asked);
  await expect.poll(asked).toEqual([['Save …', 'Discard', 'Cancel']]);
  // Cancelled: it goes on.
  const { updates } = await heardBy(page);
  expect(updates.at(-1)?.update.status.state).toBe('running');

  const path = join(folder, 'kept.pcapng');
  await new Screens(homemole).willSaveTo(path);
  const gone = app.waitForEvent('close');
  await close();
  await gone;
  expect(packetsIn(path)).toBe(20);
});
