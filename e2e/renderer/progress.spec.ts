import { fixtureProgress } from './fixture-progress';
import { openWindow, startAudit } from './journey';
import { ProgressPage } from './pages/progress-page';
import { ReviewPage } from './pages/review-page';
import { callsOf, notify } from './scripted-bridge';
import { expect, test } from './test';

const vantages = ['napt', 'openvpn-udp-aes-256-gcm', 'wireguard'] as const;

test('shows how far it is, in words and figures', async ({ page, app }) => {
  await openWindow(page, app);
  await startAudit(page);
  const progress = new ProgressPage(page);
  await expect(progress.bar).toHaveAttribute('aria-valuenow', '0');
  const all = fixtureProgress(vantages);
  for (const one of all.slice(0, 10)) {
    await notify(page, 'jobProgress', { jobId: 'job-1', progress: one });
  }
  await expect(progress.bar).toHaveAttribute('aria-valuenow', '55');
  await expect(page).toHaveTitle(/55.%/);
  await expect(progress.fact('Now')).toContainText('OpenVPN today (AES-256-GCM)');
  await expect(progress.fact('Now')).toContainText('Vantage 2 of 3');
  await expect(progress.fact('Speed')).toContainText('3.4 trees a second');
  await expect(progress.fact('Time left')).toContainText('about 1 min 34 s');
  await expect(progress.stages.filter({ hasText: 'Reading' })).toContainText('done');
  await expect(page.locator('[aria-current=step]')).toContainText('Training');
});

test('nothing jumps about while it runs', async ({ page, app }) => {
  await openWindow(page, app);
  await startAudit(page);
  const progress = new ProgressPage(page);
  const places = async (): Promise<unknown> =>
    Promise.all([
      progress.bar.boundingBox(),
      progress.cancel.boundingBox(),
      ...(await progress.stages.all()).map((stage) => stage.boundingBox()),
    ]);
  const first = await places();
  for (const one of fixtureProgress(vantages)) {
    await notify(page, 'jobProgress', { jobId: 'job-1', progress: one });
    expect(await places()).toEqual(first);
  }
});

test('cancels, and keeps what was chosen', async ({ page, app }) => {
  await openWindow(page, app);
  await startAudit(page);
  await new ProgressPage(page).cancel.click();
  await expect(new ReviewPage(page).heading).toBeVisible();
  await expect(page.getByText('flat-2019-07-01.pcapng')).toBeVisible();
  await expect(new ReviewPage(page).vantage('WireGuard')).toBeChecked();
  expect(await callsOf(page, 'cancelJob')).toEqual([{ jobId: 'job-1' }]);
});
