import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelsPage } from '../renderer/pages/models-page';
import { TrainPage } from '../renderer/pages/train-page';
import { expect, test } from './launch';
import { Screens } from './screens';

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homemole-models-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

test('an adversary is trained on the sample home, kept, exported, imported and deleted', async ({
  homemole,
}) => {
  // A forest is trained twice, on a machine that may have much else to do.
  test.setTimeout(300_000);
  const { page } = homemole;
  const screens = new Screens(homemole);
  const train = new TrainPage(page);
  await screens.start.sample.click();
  await train.open.click();
  await expect(train.devices.first()).toBeVisible({ timeout: 60_000 });

  // Cancelled, everything is as it was.
  await train.kind('Single packets').check({ force: true });
  await train.start.click();
  await expect
    .poll(async () => Number(await train.bar.getAttribute('aria-valuenow')), { timeout: 60_000 })
    .toBeGreaterThan(0);
  await train.cancel.click();
  await expect(train.heading).toBeVisible();
  await expect(train.kind('Single packets')).toBeChecked();

  await train.start.click();
  await expect(train.keep).toBeVisible({ timeout: 240_000 });
  await expect(train.bars.first()).toBeVisible();
  await expect(page.getByTestId('simulated').first()).toBeVisible();
  await screens.picture('train-done');
  await train.name.fill('Sample home');
  await train.keep.click();
  await train.showCard.click();

  const models = new ModelsPage(page);
  await expect(models.card).toContainText('Sample home');
  await screens.picture('models');
  const exported = join(folder, 'exported');
  await screens.willSaveTo(exported);
  await models.exportFolder.click();
  await expect(page.getByText(`Written to ${exported}`)).toBeVisible();
  expect((await readdir(exported)).sort()).toEqual(['card.json', 'model.onnx']);

  await screens.willChoose([exported]);
  await models.importFolder.click();
  const own = models.lines.filter({ hasText: 'Sample home' });
  await expect(own).toHaveCount(2);
  await expect(models.card).toContainText('Sample home (2)');
  await models.remove.click();
  await models.dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(own).toHaveCount(1);
});
