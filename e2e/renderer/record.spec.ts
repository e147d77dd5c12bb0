import { describeProblem } from '../../src-main/contract/messages';
import { fixtureInterfaces } from './fixtures-live';
import { openWindow, sendRates } from './journey';
import { GuidePage } from './pages/guide-page';
import { LivePage } from './pages/live-page';
import { RecordPage } from './pages/record-page';
import { ReviewPage } from './pages/review-page';
import { StartPage } from './pages/start-page';
import { callsOf } from './scripted-bridge';
import { expect, test } from './test';

test('lists interfaces with their traffic, in an order that stays', async ({ page, app }) => {
  await openWindow(page, app);
  const record = new RecordPage(page);
  await record.open();
  await expect(record.heading).toBeFocused();
  await expect(record.interfaces.first()).toContainText('Wi-Fi “HomeNet”');
  const names = () => record.interfaces.locator('code').allTextContents();
  const before = await names();
  expect(before).toEqual(['wlan0', 'wlan0-ap', 'wg0', 'docker0', 'any', 'lo', 'enp0s31f6']);
  await expect(record.interface('wlan0')).toBeChecked();
  await sendRates(page, 12);
  const hotspot = record.interfaces.filter({ hasText: '10.42.0.1' });
  await expect(hotspot).toContainText('the one with traffic');
  await expect(hotspot).toContainText(/\d\skB\/s/);
  await expect(record.interface('wlan0-ap')).toBeChecked();
  expect(await names()).toEqual(before);
  expect(await callsOf(page, 'watchRates')).toEqual([{ on: true }]);
  await record.back.click();
  await expect(new StartPage(page).record).toBeVisible();
  expect(await callsOf(page, 'watchRates')).toEqual([{ on: true }, { on: false }]);
});

test('leaves the choice of the user alone, wherever the traffic is', async ({ page, app }) => {
  await openWindow(page, app);
  const record = new RecordPage(page);
  await record.open();
  await record.interface('wg0').check();
  await sendRates(page, 12);
  await expect(record.interface('wg0')).toBeChecked();
});

test('shows the exact command before it runs, and copies it', async ({ page, app }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openWindow(page, app);
  const record = new RecordPage(page);
  await record.open();
  await record.interface('wlan0').check();
  await record.filter.fill('port 53');
  await expect(record.command).toHaveText("/usr/bin/dumpcap -q -i wlan0 -w - -f 'port 53'");
  await page.getByRole('button', { name: 'Copy: The command that will run' }).click();
  await expect(page.getByText('Copied').first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    "/usr/bin/dumpcap -q -i wlan0 -w - -f 'port 53'",
  );
});

test('checks a filter while it is typed, beside the field', async ({ page, app }) => {
  await openWindow(page, app);
  const record = new RecordPage(page);
  await record.open();
  await record.filter.pressSequentially('hst 1.2.3.4', { delay: 15 });
  const { cause } = describeProblem({
    code: 'filter-invalid',
    params: { filter: 'hst 1.2.3.4', detail: 'syntax error in filter expression' },
  });
  await expect(record.filter).toHaveAccessibleDescription(cause);
  await expect(record.filter).toHaveAttribute('aria-invalid', 'true');
  await expect(record.start).toBeDisabled();
  // Typed in one go, it was asked once.
  expect(await callsOf(page, 'checkFilter')).toHaveLength(1);
  await record.filter.fill('host 1.2.3.4');
  await expect(record.filter).toHaveAccessibleDescription('This filter can be used.');
  await expect(record.start).toBeEnabled();
});

test('starts a recording of a router with all its options', async ({ page, app }) => {
  await openWindow(page, app);
  const record = new RecordPage(page);
  await record.open();
  await record.source('A router, over ssh').check();
  await expect(record.start).toBeDisabled();
  await expect(page.getByText('Type where to log in, as user@host.')).toBeVisible();
  await record.destination.fill('root@192.168.1.1; reboot');
  await expect(record.destination).toHaveAttribute('aria-invalid', 'true');
  await record.destination.fill('root@192.168.1.1');
  await record.port.fill('2222');
  await record.chooseKey.click();
  await expect(page.getByText('id_router')).toBeVisible();
  await record.adversary('A trained model').check();
  await expect(record.start).toBeDisabled();
  await page.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(page.getByRole('combobox', { name: 'Trained adversary' })).toHaveValue(
    '/models/flat',
  );
  await expect(page.getByText(/knows 4 classes: garden-camera/)).toBeVisible();
  await page.getByRole('button', { name: 'Choose a label file…' }).click();
  await record.options.click();
  await record.option('Bytes kept of each packet').fill('256');
  await record.option('After a time').fill('60');
  await record.option('Keep the newest only').check();
  await expect(record.command).toContainText('tcpdump -U -n -i br-lan -s 256');
  await record.start.click();
  await expect(new LivePage(page).stop).toBeVisible();
  expect(await callsOf(page, 'startCapture')).toEqual([
    {
      capture: {
        interface: 'br-lan',
        backend: 'ssh',
        ssh: { destination: 'root@192.168.1.1', port: 2222, identity: '/keys/id_router' },
        filter: '',
        snaplen: 256,
        stop: { seconds: 3600, packets: null, bytes: null },
        ring: { files: 10, fileBytes: 100_000_000 },
      },
      adversary: { kind: 'model', folder: '/models/flat' },
      labels: '/recordings/captures/devices.csv',
    },
  ]);
});

test('without any backend it says calmly what is missing, and files still work', async ({
  page,
  app,
}) => {
  await openWindow(page, app, { listInterfaces: fixtureInterfaces([]) });
  const record = new RecordPage(page);
  await record.open();
  await expect(record.backend).toContainText('Nothing on this computer can record yet');
  await expect(record.problems).toHaveCount(2);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(record.backend).toContainText('dumpcap, which records packets, is not installed.');
  await expect(record.problems.first().getByRole('region', { name: 'Command' })).toHaveText(
    'sudo apt install wireshark-common',
  );
  await expect(record.start).toBeDisabled();
  await record.again.click();
  expect(await callsOf(page, 'listInterfaces')).toHaveLength(2);
  await record.source('A router, over ssh').check();
  await expect(record.backend).toContainText('This computer cannot log in to a router yet');
  await page.getByRole('button', { name: 'Open a file instead' }).click();
  await expect(new ReviewPage(page).heading).toBeVisible();
});

test('warns of coarse timestamps, and names what would be better', async ({ page, app }) => {
  await openWindow(page, app, { listInterfaces: fixtureInterfaces(['cap', 'ssh']) });
  const record = new RecordPage(page);
  await record.open();
  await expect(record.coarse).toContainText('Coarse timestamps');
  await expect(record.backend).toContainText('Records with cap 0.2.1, libpcap 1.10.3');
  await expect(record.problems).toContainText('dumpcap');
});

test('a refused start names the problem with its command, and keeps the set-up', async ({
  page,
  app,
}) => {
  const problem = {
    code: 'capture-permission',
    params: { program: 'dumpcap', detail: 'denied', command: 'sudo usermod -aG wireshark "$USER"' },
  } as const;
  await openWindow(page, app, { startCapture: { problem } });
  const record = new RecordPage(page);
  await record.open();
  await record.interface('wlan0').check();
  await record.filter.fill('port 53');
  await record.start.click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('dumpcap may not record on this computer: denied');
  await expect(alert).toContainText('Allow it once with:');
  await expect(alert.getByRole('region', { name: 'Command' })).toHaveText(problem.params.command);
  await expect(record.filter).toHaveValue('port 53');
});

test('the guide is one press away, and the set-up is as it was', async ({ page, app }) => {
  await openWindow(page, app);
  const record = new RecordPage(page);
  await record.open();
  await record.filter.fill('port 53');
  await record.guide.click();
  const guide = new GuidePage(page);
  await expect(guide.heading).toBeFocused();
  await guide.back.click();
  await expect(record.filter).toHaveValue('port 53');
});

test('everything is done by keyboard', async ({ page, app }) => {
  await openWindow(page, app);
  await new StartPage(page).record.focus();
  await page.keyboard.press('Enter');
  const record = new RecordPage(page);
  await expect(record.heading).toBeFocused();
  /** Tabs until the focus is there; fails when it never comes. */
  const tabTo = async (name: RegExp | string): Promise<void> => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement | null;
        // Between the last place and the first nothing has the focus.
        if (element === document.body) return '';
        const label = element?.labels?.[0]?.textContent ?? '';
        return `${element?.getAttribute('aria-label') ?? ''} ${label} ${element?.textContent ?? ''}`;
      });
      if (typeof name === 'string' ? focused.includes(name) : name.test(focused)) return;
    }
    throw new Error(`no way to ${name}`);
  };
  await tabTo('This computer');
  await tabTo('wlan0');
  await page.keyboard.press('ArrowDown');
  await expect(record.interface('wlan0-ap')).toBeChecked();
  await tabTo('One that learns');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(record.adversary('Nobody')).toBeChecked();
  await tabTo('Capture filter');
  await page.keyboard.type('port 53');
  await tabTo('Options');
  await page.keyboard.press('Enter');
  await expect(record.option('After a time')).toBeVisible();
  await tabTo('After a time');
  await page.keyboard.type('5');
  await tabTo('Start recording');
  await page.keyboard.press('Enter');
  const live = new LivePage(page);
  await expect(live.state).toBeFocused();
  expect(await callsOf(page, 'startCapture')).toMatchObject([
    {
      capture: { interface: 'wlan0-ap', filter: 'port 53', stop: { seconds: 300 } },
      adversary: { kind: 'none' },
    },
  ]);
  await tabTo('Stop');
  await page.keyboard.press('Enter');
  expect(await callsOf(page, 'stopCapture')).toEqual([{ jobId: 'capture-1' }]);
});
