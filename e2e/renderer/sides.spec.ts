import type { Page } from '@playwright/test';
import type { TenSeconds } from '../../src-main/contract/ten-seconds';
import { fixtureSeconds } from './fixture-seconds';
import { openAudit, openWindow } from './journey';
import { SidesPage } from './pages/sides-page';
import { ReviewPage } from './pages/review-page';
import { StartPage } from './pages/start-page';
import { callsOf } from './scripted-bridge';
import { expect, test } from './test';

const seconds = fixtureSeconds();

async function open(page: Page, app: string, seen: TenSeconds = seconds): Promise<SidesPage> {
  await openWindow(page, app, { seeTenSeconds: seen });
  await new StartPage(page).open.click();
  const sides = new SidesPage(page);
  await sides.open.click();
  await sides.packet.waitFor();
  return sides;
}

test('begins with what the tunnel hides, in a sentence, and asks for the telling seconds', async ({
  page,
  app,
}) => {
  const sides = await open(page, app);
  await expect(sides.heading).toContainText('one size outside can be any of 16 inside');
  await expect(sides.heading).toBeFocused();
  expect(await callsOf(page, 'seeTenSeconds')).toEqual([
    {
      source: {
        kind: 'files',
        captures: ['/recordings/captures/flat-2019-07-01.pcapng'],
        labels: '/recordings/captures/devices.csv',
        events: null,
      },
      vantage: 'openvpn-udp-aes-256-gcm',
      from: null,
      seconds: 10,
    },
  ]);
});

test('steps from packet to packet by keyboard, and says what became of each', async ({
  page,
  app,
}) => {
  const sides = await open(page, app);
  await sides.lanes.press('Home');
  const { inside, devices, peers } = seconds;
  for (let i = 0; i < 3; i++) {
    await expect(sides.cell('inside-device')).toHaveText(devices[inside.device[i]!]!.name);
    await expect(sides.cell('inside-peer')).toHaveText(peers[inside.peer[i]!]!);
    await expect(sides.lanes).toHaveAttribute(
      'aria-valuetext',
      new RegExp(`^Packet ${i + 1} of 182, .*${devices[inside.device[i]!]!.name}`),
    );
    await sides.lanes.press('ArrowRight');
  }
  await sides.lanes.press('End');
  await expect(sides.lanes).toHaveAttribute('aria-valuenow', '182');
  await sides.lanes.press('ArrowRight');
  await expect(sides.lanes).toHaveAttribute('aria-valuenow', '182');
});

test('strikes out what cannot be seen from outside', async ({ page, app }) => {
  const sides = await open(page, app);
  for (const name of ['device', 'peer', 'port', 'protocol', 'flags']) {
    await expect(sides.cell(`tunnel-${name}`)).toHaveText('cannot be seen');
  }
  await expect(sides.cell('router-device')).toHaveText('cannot be seen');
  await expect(sides.cell('router-peer')).toHaveText(await sides.cell('inside-peer').innerText());
  await expect(sides.cell('tunnel-size')).toHaveText(/^[\d,]+$/);
});

test('a packet of the LAN ends at the wall, one of the tunnel begins there', async ({
  page,
  app,
}) => {
  const sides = await open(page, app);
  await sides.lanes.press('Home');
  // Every ninth packet of the fixture stays in the home, the fifth first of all made.
  const at = seconds.inside.way.indexOf(2);
  for (let i = 0; i < at; i++) await sides.lanes.press('ArrowRight');
  await expect(sides.lanes).toHaveAttribute('aria-valuetext', /Outside the tunnel: nothing\.$/);
  await expect(page.getByText('It never leaves the home.')).toBeVisible();
  const own = page.getByRole('row').filter({ hasText: 'tunnel’s own' }).first();
  await sides.ledger.evaluate((box) => (box.scrollTop = 27 * 40));
  await expect(own).toBeVisible();
  await own.click();
  await expect(page.getByText('The tunnel’s own: it shakes hands.')).toBeVisible();
  await expect(sides.cell('inside-device')).toBeEmpty();
});

test('a click in a lane chooses the packet under it, in all lanes and the table', async ({
  page,
  app,
}) => {
  const sides = await open(page, app);
  const before = await sides.lanes.getAttribute('aria-valuenow');
  const box = (await sides.lanes.boundingBox())!;
  await sides.lanes.click({ position: { x: box.width - 60, y: box.height - 80 } });
  await expect(sides.lanes).not.toHaveAttribute('aria-valuenow', before!);
  const chosen = sides.ledger.locator('[aria-current="true"]');
  await expect(chosen).toHaveCount(1);
  await sides.ledger.scrollIntoViewIfNeeded();
  await expect(chosen).toBeInViewport();
  await expect(chosen).toContainText(await sides.cell('tunnel-size').innerText());
});

test('another tunnel, other seconds and less time are asked for', async ({ page, app }) => {
  const sides = await open(page, app);
  await sides.tunnel.selectOption('WireGuard');
  await sides.moment('Most devices at once').click();
  await expect(sides.moment('Most devices at once')).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Later' }).click();
  await sides.zoom('2 s').check();
  await expect.poll(async () => (await callsOf(page, 'seeTenSeconds')).length).toBe(5);
  const asked = (await callsOf(page, 'seeTenSeconds')) as { from: number; seconds: number }[];
  const { start } = seconds;
  expect(asked.slice(1, 4)).toMatchObject([
    { vantage: 'wireguard', from: start + 7201, seconds: 10 },
    { from: start + 9000, seconds: 10 },
    { from: start + 9010, seconds: 10 },
  ]);
  // Around the packet that is chosen.
  expect(asked[4]!.seconds).toBe(2);
  expect(asked[4]!.from).toBeGreaterThan(start + 9008);
  expect(asked[4]!.from).toBeLessThan(start + 9020);
});

test('a followed device stays lit, by its name in the lane or the list', async ({ page, app }) => {
  const sides = await open(page, app);
  const name = page.getByRole('button', { name: 'kitchen-speaker' });
  await name.click();
  await expect(name).toHaveAttribute('aria-pressed', 'true');
  await expect(sides.device).toHaveValue('kitchen-speaker');
  await sides.device.selectOption('All devices');
  await expect(name).toHaveAttribute('aria-pressed', 'false');
});

test('thousands of packets stay quick, and what is not shown is said', async ({ page, app }) => {
  const many = fixtureSeconds({ packets: 3000, all: 23_418, devices: 19 });
  const sides = await open(page, app, many);
  await expect(
    page.getByText('The first 3,000 of 23,418 packets are shown. Choose less time to see all.'),
  ).toBeVisible();
  const table = sides.ledger.getByRole('table');
  await expect(table).toHaveAttribute('aria-rowcount', '3004');
  expect(await table.getByRole('row').count()).toBeLessThan(60);
  expect(await page.locator('.lanes path').count()).toBeLessThan(60);
});

test('over TCP speaks of records, and draws nothing beyond the seconds', async ({ page, app }) => {
  const streamed = fixtureSeconds();
  const { tunnel } = streamed;
  // The last packet leaves in two, the second after the seconds shown.
  const last = tunnel.carries.lastIndexOf(Math.max(...tunnel.carries));
  for (const column of Object.values(tunnel)) column.push(column[last]!);
  tunnel.time[tunnel.time.length - 1] = 10.08;
  const sides = await open(page, app, streamed);
  await sides.tunnel.selectOption('OpenVPN over TCP (AES-256-GCM)');
  await expect(page.getByText('each bar but the tunnel’s own is a record')).toBeVisible();
  await sides.lanes.press('Home');
  await expect(sides.cell('tunnel-size')).not.toContainText('record');
  const at = streamed.inside.time.findIndex((_, i) => i === tunnel.carries[last]);
  // The fixture's two of the handshake come before it.
  for (let i = 0; i < at + 2; i++) await sides.lanes.press('ArrowRight');
  await expect(sides.cell('tunnel-size')).toHaveText(/^[\d,]+ \+ [\d,]+, in 2 records$/);
  // A bar stands above the middle or hangs below it: halves that look alike beside the tube have none.
  const tube = page.locator('.tube');
  await tube.evaluate((one) => one.scrollIntoView({ block: 'center' }));
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  const box = (await tube.boundingBox())!;
  const [x, middle] = [Math.ceil(box.x + box.width + 3), Math.round(box.y + box.height / 2)];
  const shot = (y: number): Promise<Buffer> =>
    page.screenshot({ clip: { x, y, width: 8, height: 40 } });
  expect((await shot(middle - 45)).equals(await shot(middle + 5))).toBe(true);
});

test('compares the tunnels: today’s OpenVPN hides less than that of 2019', async ({
  page,
  app,
}) => {
  const sides = await open(page, app);
  const rows = sides.compare.getByRole('row');
  await expect(rows).toHaveCount(10);
  const hidden = async (name: string): Promise<number> =>
    Number.parseFloat(await rows.filter({ hasText: name }).getByRole('cell').nth(1).innerText());
  expect(await hidden('AES-256-GCM')).toBeLessThan(await hidden('2019 paper'));
});

test('opens from an audit too, and goes back to it', async ({ page, app }) => {
  const audit = await openAudit(page, app);
  await audit.vantage('WireGuard').click();
  const sides = new SidesPage(page);
  await sides.open.click();
  await sides.packet.waitFor();
  expect(await callsOf(page, 'seeTenSeconds')).toMatchObject([{ vantage: 'wireguard' }]);
  await sides.back.click();
  await expect(audit.sections).toBeVisible();
  expect(await callsOf(page, 'forgetTenSeconds')).toHaveLength(1);
});

test('a problem is said where it arose, and can be tried again', async ({ page, app }) => {
  await openWindow(page, app, {
    seeTenSeconds: { problem: { code: 'no-internet-packets', params: { packets: 812 } } },
  });
  await new StartPage(page).open.click();
  const sides = new SidesPage(page);
  await sides.open.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(await callsOf(page, 'seeTenSeconds')).toHaveLength(2);
  await sides.back.click();
  await expect(new ReviewPage(page).start).toBeVisible();
});
