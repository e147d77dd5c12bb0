import { fixtureCard } from './fixture-models';
import { callsOf, notify } from './scripted-bridge';
import { learnableDevices, library, trainDone, trainRunning, trainSetUp } from './states-training';
import { expect, test } from './test';

test('what is trained is what was chosen', async ({ page, app }) => {
  const train = await trainSetUp(page, app);
  await expect(train.devices).toHaveCount(learnableDevices.length);
  const [first] = learnableDevices;
  await page.getByRole('checkbox', { name: first!.name, exact: true }).uncheck({ force: true });
  await train.kind('Single packets').check({ force: true });
  await train.vantage.selectOption({ label: 'WireGuard' });
  await train.start.click();
  const rest = learnableDevices.filter(({ mac }) => mac !== first!.mac).map(({ mac }) => mac);
  const [request] = (await callsOf(page, 'startTraining')) as { devices: string[] }[];
  expect(request).toMatchObject({ vantage: 'wireguard', model: 'forest', window: null, seed: 1 });
  expect([...request!.devices].sort()).toEqual(rest.sort());
});

test('two kinds of devices are needed', async ({ page, app }) => {
  const train = await trainSetUp(page, app);
  await train.devices.first().waitFor();
  await train.none.click();
  await expect(train.start).toBeDisabled();
  await expect(page.getByText('Choose devices of at least two kinds.')).toBeVisible();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await expect(train.start).toBeEnabled();
});

test('cancelled, the set-up is as it was left', async ({ page, app }) => {
  const train = await trainSetUp(page, app);
  await train.kind('Single packets').check({ force: true });
  await train.start.click();
  await train.cancel.click();
  await expect(train.heading).toBeVisible();
  await expect(train.kind('Single packets')).toBeChecked();
  expect(await callsOf(page, 'cancelJob')).toEqual([{ jobId: 'training-1' }]);
});

test('what fails is said where it can be mended', async ({ page, app }) => {
  const train = await trainRunning(page, app);
  const problem = { code: 'too-few-packets', params: { packets: 12, needed: 300 } } as const;
  await notify(page, 'jobFailed', { jobId: 'training-1', problem });
  await expect(train.heading).toBeVisible();
  await expect(page.getByTestId('problem')).toContainText('Only 12 packets cross the gateway');
});

test('the figures of every kind are shown, the best first, and what they mean', async ({
  page,
  app,
}) => {
  const train = await trainDone(page, app);
  await expect(train.bars).toHaveCount(5);
  await expect(train.bars.first()).toContainText('garden-camera');
  await expect(train.bars.last()).toContainText(/story-teller.*42\.0/);
  await expect(page.getByText('for 94 of 100 packets of smart devices')).toBeVisible();
  await expect(page.getByText('In another home, with other devices, it does worse.')).toBeVisible();
  await expect(page.getByTestId('simulated')).toHaveCount(0);
});

test('of a simulated home it is said', async ({ page, app }) => {
  const card = fixtureCard();
  await trainDone(page, app, fixtureCard({ data: { ...card.data, simulated: true } }));
  await expect(page.getByTestId('simulated').first()).toBeVisible();
});

test('it is kept by the name given, and its card is a press away', async ({ page, app }) => {
  const train = await trainDone(page, app);
  await train.name.fill(' ');
  await expect(train.keep).toBeDisabled();
  await train.name.fill('My flat');
  await train.keep.press('Enter');
  await train.showCard.click();
  await expect(page.getByRole('heading', { name: 'Trained adversaries' })).toBeVisible();
  expect(await callsOf(page, 'keepModel')).toEqual([{ jobId: 'training-1', name: 'My flat' }]);
  expect(await callsOf(page, 'discardModel')).toEqual([]);
});

test('discarded, it is gone, and the recording is still chosen', async ({ page, app }) => {
  const train = await trainDone(page, app);
  await train.discard.click();
  await expect(page.getByRole('button', { name: 'Start the audit' })).toBeVisible();
  expect(await callsOf(page, 'discardModel')).toEqual([{ jobId: 'training-1' }]);
});

test('a taken name leaves everything as it is', async ({ page, app }) => {
  const problem = { code: 'model-name-taken', params: { name: 'Flat' } } as const;
  const train = await trainDone(page, app, fixtureCard(), library({ keepModel: { problem } }));
  await train.name.fill('Flat');
  await train.keep.click();
  await expect(page.getByTestId('problem')).toContainText('a model named “Flat” already');
  await expect(train.name).toHaveValue('Flat');
});
