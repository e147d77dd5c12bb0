import { fixtureStudy } from './fixture-study';
import { callsOf, notify } from './scripted-bridge';
import { compareDone, compareRunning, compareSetUp } from './states-compare';
import { expect, test } from './test';

test('what runs is what was chosen', async ({ page, app }) => {
  const compare = await compareSetUp(page, app);
  await expect(page.getByText('3 trainings.')).toBeVisible();
  await compare.choice('Single packets').uncheck({ force: true });
  await compare.choice('BLSTM').check({ force: true });
  await compare.choice('20 packets').check({ force: true });
  await compare.choice('WireGuard').check({ force: true });
  await compare.start.click();
  const [request] = await callsOf(page, 'startStudy');
  expect(request).toMatchObject({
    plan: {
      vantages: ['openvpn-udp-aes-128-cbc-sha1', 'wireguard'],
      models: ['best', 'blstm'],
      scenarios: ['noisy'],
      splits: ['time'],
      windows: [100, 20],
      seeds: [1],
    },
  });
});

test('an adversary is needed', async ({ page, app }) => {
  const compare = await compareSetUp(page, app);
  await compare.choice('Single packets').uncheck({ force: true });
  await compare.choice('Our strongest').uncheck({ force: true });
  await expect(compare.start).toBeDisabled();
  await expect(page.getByText('Choose at least one adversary.')).toBeVisible();
});

test('cancelled, the set-up is as it was left', async ({ page, app }) => {
  const compare = await compareSetUp(page, app);
  await compare.choice('LSTM').check({ force: true });
  await compare.start.click();
  await compare.cancel.click();
  await expect(compare.heading).toBeVisible();
  await expect(compare.choice('LSTM')).toBeChecked();
  expect(await callsOf(page, 'cancelJob')).toEqual([{ jobId: 'study-1' }]);
});

test('what fails is said where it can be mended', async ({ page, app }) => {
  const compare = await compareRunning(page, app);
  const problem = { code: 'too-few-packets', params: { packets: 12, needed: 300 } } as const;
  await notify(page, 'jobFailed', { jobId: 'study-1', problem });
  await expect(compare.heading).toBeVisible();
  await expect(page.getByTestId('problem')).toContainText('Only 12 packets cross the gateway');
});

test('adversaries stand side by side, beside what needs no skill', async ({ page, app }) => {
  const compare = await compareDone(page, app);
  await expect(page.getByText('is told by: Our strongest.')).toBeVisible();
  await expect(compare.row('Key figures', 'Our strongest')).toContainText(/97\.8.*96\.6.*99\.0/);
  await expect(compare.row('Key figures', 'BLSTM, window 20')).toBeVisible();
  await expect(compare.row('Key figures', 'The kind of the nearest length')).toContainText('40.2');
  await expect(
    page.getByText('macro recall of 16.9 % (16.1 % to 17.7 %); chance is 16.7 %'),
  ).toBeVisible();
  await expect(compare.matrices).toHaveCount(3);
  await expect(compare.section('Leakage of the random split').first()).toContainText('points');
  await expect(page.getByRole('img', { name: /BLSTM: .* with 20 packets, .*40/ })).toBeVisible();
});

test('the random split is named for what it is', async ({ page, app }) => {
  const compare = await compareDone(page, app);
  await compare.setting.selectOption({ index: 1 });
  await expect(page.getByText('these figures flatter')).toBeVisible();
  await compare.leave.click();
  await expect(page.getByRole('button', { name: 'Start the audit' })).toBeVisible();
});

test('of a simulated home it is said', async ({ page, app }) => {
  await compareDone(page, app, fixtureStudy({ simulated: true }));
  await expect(page.getByTestId('simulated').first()).toBeVisible();
  expect(await page.getByTestId('simulated').count()).toBeGreaterThan(3);
});
