import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { fixtureAudit, fixtureProgress } from './fixtures';
import { openAudit, openWindow, startAudit } from './journey';
import { StartPage } from './pages/start-page';
import { notify } from './scripted-bridge';
import { expect, test } from './test';

/** Serious and critical findings, as `rule: element`. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

const screens: Record<string, (page: Page, app: string) => Promise<unknown>> = {
  start: (page, app) => openWindow(page, app),
  guide: async (page, app) => {
    await openWindow(page, app);
    await new StartPage(page).guide.click();
    await page.getByRole('dialog').waitFor();
  },
  review: async (page, app) => {
    await openWindow(page, app);
    await new StartPage(page).open.click();
  },
  'review without a capture': async (page, app) => {
    await openWindow(page, app, {
      chooseFiles: { captures: [], labels: '/x/devices.csv', events: '/x/events.csv' },
    });
    await new StartPage(page).open.click();
  },
  progress: async (page, app) => {
    await openWindow(page, app);
    await startAudit(page);
    const all = fixtureProgress(['napt', 'openvpn-udp-aes-256-gcm', 'wireguard']);
    await notify(page, 'jobProgress', { jobId: 'job-1', progress: all[8]! });
  },
  audit: async (page, app) => {
    const audit = await openAudit(page, app);
    for (const details of await page.getByText('The same as a table').all()) await details.click();
    await audit.section('Hour by hour').locator('canvas').first().waitFor();
  },
  'simulated audit with little in it': (page, app) =>
    openAudit(
      page,
      app,
      fixtureAudit({ simulated: true, vantages: ['napt'], claims: false, leakage: false }),
    ),
  problem: async (page, app) => {
    await openWindow(page, app, {
      startAudit: { problem: { code: 'no-packets', params: { file: 'home.pcap' } } },
    });
    await startAudit(page);
    await page.getByRole('button', { name: 'Copy details' }).waitFor();
  },
  'no bridge': (page, app) => page.goto(app),
};

for (const scheme of ['light', 'dark'] as const) {
  for (const [name, open] of Object.entries(screens)) {
    test(`${name} is accessible in ${scheme}`, async ({ page, app }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await open(page, app);
      expect(await findings(page)).toEqual([]);
    });
  }
}
