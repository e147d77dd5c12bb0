import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './launch';
import { Screens } from './screens';

const isRoot = process.getuid?.() === 0;
const hasDumpcap = spawnSync('dumpcap', ['--version']).status === 0;
test.skip(!isRoot || !hasDumpcap, 'live capture in tests wants root and dumpcap');

/** A port of the loopback interface that nobody else uses. */
const port = 47_329;
const filter = `udp dst port ${port}`;

/** Sends datagrams of 100 bytes to the port on loopback, one after the other. */
async function send(count: number): Promise<void> {
  const socket = createSocket('udp4');
  for (let i = 0; i < count; i++) {
    await new Promise<void>((sent) =>
      socket.send(Buffer.alloc(100), port, '127.0.0.1', () => sent()),
    );
  }
  socket.close();
}

/** Packets in a file, as tshark counts them. */
function packetsIn(file: string): number {
  const args = ['-n', '-r', file, '-T', 'fields', '-e', 'frame.len'];
  const { stdout, status } = spawnSync('tshark', args, { encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout.split('\n').filter(Boolean).length;
}

test('from the first screen to a saved recording, in the window', async ({ homemole }) => {
  const { app, page } = homemole;
  const screens = new Screens(homemole);
  const { record, live, end, start } = screens;
  const folder = await mkdtemp(join(tmpdir(), 'homemole-record-'));
  await record.open();
  await expect(record.backend).toContainText('Records with Dumpcap');
  await record.interface('lo').check();
  await record.adversary('Nobody').check();

  await record.filter.fill('hst 1.2.3.4');
  await expect(record.filter).toHaveAttribute('aria-invalid', 'true');
  await expect(record.start).toBeDisabled();
  await record.filter.fill(filter);
  await expect(record.filter).toHaveAccessibleDescription('This filter can be used.');
  await expect(record.command).toContainText('-i lo');
  await expect(record.command).toContainText(filter);
  await page.getByRole('button', { name: 'Copy: The command that will run' }).click();
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe(await record.command.textContent());
  await screens.picture('record');

  await record.start.click();
  await expect(live.state).toHaveText('Recording');
  // Until the first snapshot it may not have begun to listen.
  await expect(live.fact('packets')).toBeVisible();
  await send(300);
  await expect(live.fact('packets')).toContainText('300');
  await live.pause.click();
  await expect(live.state).toHaveText('Paused');
  await screens.picture('live');
  await live.resume.click();
  await expect(live.state).toHaveText('Recording');
  await send(50);
  await expect(live.fact('packets')).toContainText('350');
  await live.stop.click();

  await expect(end.heading).toHaveText('350 packets recorded');
  await expect(live.fact('dropped')).toContainText('none lost');
  await expect(page.getByText('Not saved yet.')).toBeVisible();
  await screens.picture('ended');
  const file = join(folder, 'loopback.pcapng');
  await screens.willSaveTo(file);
  await end.save.click();
  await expect(page.getByText(`Saved: ${file}`)).toBeVisible();
  expect(packetsIn(file)).toBe(350);
  await end.done.click();
  await expect(start.record).toBeVisible();
  await rm(folder, { recursive: true, force: true });
});
