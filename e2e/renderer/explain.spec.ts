import type { Page } from '@playwright/test';
import { fixtureExplanation } from './fixture-explanation';
import { openWindow } from './journey';
import { ExplainPanel } from './pages/explain-panel';
import { SidesPage } from './pages/sides-page';
import { StartPage } from './pages/start-page';
import { callsOf, type Script } from './scripted-bridge';
import { expect, test } from './test';

async function open(page: Page, app: string, script: Partial<Script> = {}) {
  await openWindow(page, app, script);
  await new StartPage(page).open.click();
  const sides = new SidesPage(page);
  await sides.open.click();
  await sides.packet.waitFor();
  return { sides, panel: new ExplainPanel(page) };
}

test('says what the chosen packet is taken for, why, and draws what moved it', async ({
  page,
  app,
}) => {
  const { panel } = await open(page, app);
  await expect(panel.label).toContainText('Taken for: door-lock');
  await expect(panel.label).toContainText('right');
  await expect(panel.sentences).toContainText(
    'because of the 162-byte packet out 0.4 s before, the 1,434-byte packet in 0.9 s after and its own size',
  );
  const rows = panel.reasons.getByRole('row');
  await expect(rows.nth(1)).toContainText('the 162-byte packet out 0.4 s before');
  await expect(rows.nth(1)).toContainText('+61.0');
  await expect(rows.filter({ hasText: '−12.0' })).toHaveCount(1);
  await expect(panel.arcs).not.toHaveCount(0);
  await expect(panel.arcs.first()).toHaveAttribute('d', /^M/);
});

test('asks anew for another packet, from another place, by another adversary', async ({
  page,
  app,
}) => {
  const { sides, panel } = await open(page, app);
  await panel.label.waitFor();
  const asked = () => callsOf(page, 'explainPacket') as Promise<Record<string, unknown>[]>;
  await expect
    .poll(async () => (await asked()).at(-1))
    .toMatchObject({
      vantage: 'openvpn-udp-aes-256-gcm',
      adversary: { kind: 'audit' },
    });
  const before = (await asked()).length;
  // Steps that follow fast are one question.
  for (let i = 0; i < 6; i++) await sides.lanes.press('ArrowRight');
  await expect.poll(async () => (await asked()).length).toBeGreaterThan(before);
  expect((await asked()).length - before).toBeLessThan(4);
  await sides.tunnel.selectOption('WireGuard');
  await panel.adversary.selectOption('Flat, WireGuard');
  await expect
    .poll(async () => (await asked()).at(-1))
    .toMatchObject({
      vantage: 'wireguard',
      adversary: { kind: 'model' },
    });
  await panel.stand('From your provider').check();
  await expect
    .poll(async () => (await asked()).at(-1))
    .toMatchObject({
      vantage: 'napt',
      adversary: { kind: 'audit' },
    });
});

test('a wrong label is called wrong', async ({ page, app }) => {
  const explanation = fixtureExplanation({
    truth: { type: 'television', device: 'living-room TV' },
  });
  const { panel } = await open(page, app, {
    explainPacket: { kind: 'explained', explanation },
  });
  await expect(panel.label).toContainText('wrong');
  await expect(panel.sentences).toContainText('living-room TV sent or got it, which is');
});

test('says what is missing where no adversary is at hand', async ({ page, app }) => {
  const { panel } = await open(page, app, { explainPacket: { kind: 'no-adversary' } });
  await expect(panel.section).toContainText('Audit the recording from there');
  await expect(panel.arcs).toHaveCount(0);
});
