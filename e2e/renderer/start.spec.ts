import { openWindow } from './journey';
import { GuidePage } from './pages/guide-page';
import { ReviewPage } from './pages/review-page';
import { StartPage } from './pages/start-page';
import { callsOf } from './scripted-bridge';
import { expect, test } from './test';

test('says what it is, and that nothing leaves the computer', async ({ page, app }) => {
  await openWindow(page, app);
  await expect(page).toHaveTitle('HomeMole');
  await expect(page.getByText(/a stranger on the line could recognise/)).toBeVisible();
  await expect(
    page.getByText(/^HomeMole makes no network connection, but over ssh to a router/),
  ).toBeVisible();
  await expect(page.getByText('Version 0.1.0')).toBeVisible();
});

test('opens files, shows what they are and starts an audit of them', async ({ page, app }) => {
  await openWindow(page, app);
  await new StartPage(page).open.click();
  const review = new ReviewPage(page);
  await expect(review.heading).toBeFocused();
  await expect(page.getByText('flat-2019-07-01.pcapng')).toBeVisible();
  await expect(page.getByText('Label file: devices.csv')).toBeVisible();
  await review.vantage('OpenVPN, the 2019 paper’s cipher').check();
  await review.vantage('WireGuard').uncheck();
  await review.start.click();
  expect(await callsOf(page, 'startAudit')).toEqual([
    {
      source: {
        kind: 'files',
        captures: ['/recordings/captures/flat-2019-07-01.pcapng'],
        labels: '/recordings/captures/devices.csv',
        events: null,
      },
      vantages: ['napt', 'openvpn-udp-aes-256-gcm', 'openvpn-udp-aes-128-cbc-sha1'],
      seed: 1,
    },
  ]);
});

test('takes dropped files, and later ones beside them', async ({ page, app }) => {
  await openWindow(page, app, {
    sortFiles: { captures: ['/dropped/home.pcap'], labels: null, events: null },
  });
  const start = new StartPage(page);
  await start.drop(['home.pcap']);
  const review = new ReviewPage(page);
  await expect(review.heading).toBeVisible();
  expect(await callsOf(page, 'sortFiles')).toEqual([{ paths: ['/dropped/home.pcap'] }]);
  await expect(page.getByText('No label file')).toBeVisible();
  await review.addFiles.click();
  await expect(page.getByText('Label file: devices.csv')).toBeVisible();
  await expect(page.getByText('home.pcap')).toBeVisible();
});

test('cannot start without a capture or without a vantage', async ({ page, app }) => {
  await openWindow(page, app, {
    chooseFiles: { captures: [], labels: '/x/devices.csv', events: null },
  });
  await new StartPage(page).open.click();
  const review = new ReviewPage(page);
  await expect(page.getByText(/There is no capture among these files/)).toBeVisible();
  await expect(review.start).toBeDisabled();
  await page.getByRole('button', { name: 'Remove devices.csv' }).click();
  await new StartPage(page).sample.click();
  await expect(review.start).toBeEnabled();
  for (const name of ['Behind your router (NAT)', 'OpenVPN today (AES-256-GCM)', 'WireGuard']) {
    await review.vantage(name).uncheck();
  }
  await expect(page.getByText('Choose at least one.')).toBeVisible();
  await expect(review.start).toBeDisabled();
});

test('offers the sample home and says that it is simulated', async ({ page, app }) => {
  await openWindow(page, app);
  await new StartPage(page).sample.click();
  await expect(page.getByTestId('simulated')).toBeVisible();
  await new ReviewPage(page).start.click();
  expect(await callsOf(page, 'startAudit')).toMatchObject([{ source: { kind: 'sample' } }]);
});

test('a dismissed dialog changes nothing', async ({ page, app }) => {
  await openWindow(page, app, { chooseFiles: null });
  const start = new StartPage(page);
  await start.open.click();
  await expect(start.open).toBeEnabled();
  await expect(start.headline).toBeVisible();
});

test('explains where to record, and goes back to where it was', async ({ page, app }) => {
  await openWindow(page, app);
  const { guide } = new StartPage(page);
  await guide.focus();
  await page.keyboard.press('Enter');
  const shown = new GuidePage(page);
  await expect(shown.heading).toBeFocused();
  await shown.system('OpenWrt').focus();
  await page.keyboard.press('ArrowRight');
  await expect(shown.system('Debian')).toHaveAttribute('aria-selected', 'true');
  await expect(shown.commands.first()).toBeVisible();
  await shown.back.click();
  await expect(guide).toBeVisible();
});

test('says loudly that it runs on the test runtime', async ({ page, app }) => {
  await openWindow(page, app, {
    appInfo: { version: '0.1.0', electron: '25.1.1', fallbackRuntime: true, platform: 'linux' },
  });
  await expect(page.getByText(/Test runtime \(Electron 25\.1\.1/)).toBeVisible();
});

test('the colours can be chosen by keyboard and are kept', async ({ page, app }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await openWindow(page, app);
  const paper = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await paper()).toBe('rgb(247, 246, 242)');
  await page.getByRole('button', { name: 'Colours' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemradio', { name: 'Dark' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await paper()).toBe('rgb(20, 23, 26)');
  await page.reload();
  expect(await paper()).toBe('rgb(20, 23, 26)');
});

test('without HomeMole around it, it says so', async ({ page, app }) => {
  await page.goto(app);
  await expect(
    page.getByRole('heading', { name: 'This page needs HomeMole around it' }),
  ).toBeVisible();
  await expect(page.getByText('npm start')).toBeVisible();
});

test('the first thing on Tab leads past the frame', async ({ page, app }) => {
  await openWindow(page, app);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
