import { fixtureInspect } from './fixtures-live';
import { fixtureSighting } from './fixture-sighting';
import { openAudit, openWindow } from './journey';
import { ReviewPage } from './pages/review-page';
import { StartPage } from './pages/start-page';
import { callsOf } from './scripted-bridge';
import { expect, test } from './test';

const found = fixtureInspect();
const camera = found.devices.find(({ name }) => name === 'garden-camera-1')!;

test('shows who is who, and where each name and ruling comes from', async ({ page, app }) => {
  await openWindow(page, app);
  await new StartPage(page).open.click();
  const review = new ReviewPage(page);
  await expect(review.devices).toHaveCount(found.devices.length);
  const lock = review.device(found.devices[0]!.mac);
  await expect(lock).toContainText('front-door-lock');
  await expect(lock).toContainText('from DHCP');
  await expect(lock).toContainText('Espressif');
  await expect(lock).toContainText('Its maker builds smart devices.');
  await lock.getByText('3 hints').click();
  await expect(lock).toContainText('api.door-lock.example');
  await expect(page.getByText('19 devices, 16 of them smart')).toBeVisible();
});

test('shows what each file is, and what reading it survived', async ({ page, app }) => {
  await openWindow(page, app);
  await new StartPage(page).open.click();
  await expect(page.getByText('pcapng, gzip')).toBeVisible();
  await expect(page.getByText('Linux cooked v1, Ethernet')).toBeVisible();
  await expect(new ReviewPage(page).remarks).toHaveText([
    'copies of packets that were recorded twice, left out: 4,211',
    'packets that the capture lost, by its own count: 37',
    'packets whose headers are cut: 3',
    'times taken late by the program that recorded (backend cap)',
    'packets cut short when recorded: 12',
  ]);
});

test('the user’s name and ruling win, by keyboard, and rows stay', async ({ page, app }) => {
  await openWindow(page, app);
  await new StartPage(page).open.click();
  const review = new ReviewPage(page);
  const row = review.device(camera.mac);
  const macs = () =>
    review.devices.evaluateAll((rows) => rows.map((one) => one.getAttribute('data-mac')));
  await expect(row).toBeVisible();
  const before = await macs();
  await row.getByRole('button', { name: 'Rename garden-camera-1' }).press('Enter');
  await row.getByRole('textbox').fill('Aviary');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('Aviary');
  await expect(row).toContainText('you named it');
  const ruling = row.getByRole('combobox', { name: 'Smart device or not: Aviary' });
  await ruling.selectOption('Phone or computer');
  await expect(row).toContainText('You said so.');
  await expect(page.getByText('19 devices, 15 of them smart')).toBeVisible();
  await ruling.selectOption('Automatic');
  await expect(row).toContainText('Its maker builds smart devices.');
  expect(await macs()).toEqual(before);
  expect(await callsOf(page, 'changeDevice')).toEqual([
    { mac: camera.mac, alias: 'Aviary' },
    { mac: camera.mac, kind: 'non-iot' },
    { mac: camera.mac, kind: null },
  ]);
  expect(await callsOf(page, 'inspectFiles')).toHaveLength(4);
});

test('a device without a hardware address is given no name, and why is said', async ({
  page,
  app,
}) => {
  const [first, ...others] = found.devices;
  const raw = { ...first!, mac: '10.0.0.7', name: '10.0.0.7', nameSource: 'address' as const };
  await openWindow(page, app, { inspectFiles: { ...found, devices: [raw, ...others] } });
  await new StartPage(page).open.click();
  const row = new ReviewPage(page).device('10.0.0.7');
  await expect(row).toContainText('Without a hardware address it cannot be known again');
  await expect(row.getByRole('button', { name: /^Rename/ })).toHaveCount(0);
  await expect(row.getByRole('combobox')).toHaveCount(0);
});

test('an audit starts while a huge recording is still looked through', async ({ page, app }) => {
  await openWindow(page, app, { inspectFiles: 'never' });
  await new StartPage(page).open.click();
  await expect(page.getByText('You need not wait')).toBeVisible();
  await new ReviewPage(page).start.click();
  expect(await callsOf(page, 'startAudit')).toHaveLength(1);
});

test('what cannot be read is said, and can be tried again or audited', async ({ page, app }) => {
  await openWindow(page, app, {
    inspectFiles: { problem: { code: 'capture-empty', params: { file: '/x/home.pcap' } } },
  });
  await new StartPage(page).open.click();
  await expect(page.getByRole('alert')).toContainText('home.pcap is empty (0 bytes).');
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(await callsOf(page, 'inspectFiles')).toHaveLength(2);
  await expect(new ReviewPage(page).start).toBeEnabled();
});

test('a file that cannot be read says so itself, and no other one does', async ({ page, app }) => {
  const [good, bad] = ['/x/monday.pcap', '/x/photo.png'];
  await openWindow(page, app, {
    chooseFiles: { captures: [good, bad], labels: null, events: null },
    inspectFiles: { problem: { code: 'capture-unknown-format', params: { file: bad } } },
  });
  await new StartPage(page).open.click();
  const rowOf = (name: string) =>
    page
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: `Remove ${name}` }) });
  await expect(rowOf('photo.png')).toContainText('photo.png is not a packet capture.');
  await expect(rowOf('monday.pcap')).not.toContainText('not a packet capture');
});

test('a name that could not be kept is said, and nothing changes', async ({ page, app }) => {
  await openWindow(page, app, {
    changeDevice: {
      problem: { code: 'output-unwritable', params: { path: '/x/known.json', detail: 'full' } },
    },
  });
  await new StartPage(page).open.click();
  const row = new ReviewPage(page).device(camera.mac);
  await row.getByRole('button', { name: /^Rename/ }).click();
  await row.getByRole('textbox').fill('Aviary');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('known.json cannot be written: full.');
  await expect(row).toContainText('garden-camera-1');
});

test('the audit says where names come from, and lists the remarks on files', async ({
  page,
  app,
}) => {
  const audit = await openAudit(page, app);
  await expect(audit.device('desk-lamp')).toContainText('Name: from the label file');
  await expect(audit.device('desk-lamp')).toContainText('Smart device: The label file says so.');
  await expect(page.getByTestId('remarks')).toContainText('gaps of over a year: 2');
});

test('a tunnel in the recording is named, with why, and what that means', async ({ page, app }) => {
  await openWindow(page, app, { inspectFiles: fixtureInspect(undefined, [fixtureSighting()]) });
  await new StartPage(page).open.click();
  await expect(
    page.getByRole('heading', { name: 'This recording shows a WireGuard tunnel' }),
  ).toBeVisible();
  const sighting = page.getByTestId('sighting');
  await expect(sighting).toContainText('between 203.0.113.5:51820 and 198.51.100.9:51820');
  await expect(sighting).toContainText('Below, that is “WireGuard”.');
  await expect(sighting).toContainText('no ground for an audit of a home');
  await sighting.getByText('What speaks for WireGuard').click();
  await expect(sighting).toContainText('Handshakes have WireGuard’s lengths (148 and 92 bytes).');
  await sighting.getByRole('button', { name: 'Where to record' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Where to record');
});

test('a small tunnel among much else is no reason not to audit', async ({ page, app }) => {
  const small = { ...fixtureSighting(), packets: 900 };
  await openWindow(page, app, { inspectFiles: fixtureInspect(undefined, [small]) });
  await new StartPage(page).open.click();
  const sighting = page.getByTestId('sighting');
  await expect(sighting).toContainText('one connection to one server here');
  await expect(sighting).not.toContainText('no ground for an audit');
});
