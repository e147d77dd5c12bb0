import { fixtureModels } from './fixture-models';
import { openWindow } from './journey';
import { RecordPage } from './pages/record-page';
import { callsOf } from './scripted-bridge';
import { library, openModels } from './states-training';
import { expect, test } from './test';

const sha256 = fixtureModels().models[0]!.sha256;

test('the card says of what a model was made, how well it does, and what it is', async ({
  page,
  app,
}) => {
  const models = await openModels(page, app);
  await expect(models.lines).toHaveCount(1);
  for (const words of [
    'own captures',
    '1 July 2019',
    '83.2',
    'four fifths',
    'flat-2019-07-01.pcapng',
  ]) {
    await expect(models.card).toContainText(words);
  }
  await models.card.getByText('SHA-256 of the model').click();
  await expect(models.card).toContainText(sha256);
  await models.back.click();
  await expect(page.getByRole('button', { name: 'Open a capture…' })).toBeVisible();
});

test('deleting asks first', async ({ page, app }) => {
  const models = await openModels(page, app);
  await models.remove.click();
  await models.dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(models.dialog).toBeHidden();
  expect(await callsOf(page, 'deleteModel')).toEqual([]);
  await models.remove.click();
  await models.dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(models.dialog).toBeHidden();
  expect(await callsOf(page, 'deleteModel')).toEqual([{ id: 'own/flat-wireguard' }]);
});

test('a model is renamed', async ({ page, app }) => {
  const models = await openModels(page, app);
  await models.rename.click();
  await models.dialog.getByRole('textbox', { name: 'Name' }).fill('Flat of July');
  await page.keyboard.press('Enter');
  await expect(models.dialog).toBeHidden();
  const id = 'own/flat-wireguard';
  expect(await callsOf(page, 'renameModel')).toEqual([{ id, name: 'Flat of July' }]);
});

test('those that ship can be exported, not changed', async ({ page, app }) => {
  const model = { ...fixtureModels().models[0]!, id: 'shipped/a', origin: 'shipped' as const };
  const { card } = (await import('./fixture-models')).fixtureStored();
  const models = await openModels(
    page,
    app,
    library({ listModels: { models: [model], broken: [] }, readModel: { ...model, card } }),
  );
  await models.exportFolder.click();
  await expect(page.getByText('Written to /recordings/Flat, WireGuard')).toBeVisible();
  await expect(models.rename).toHaveCount(0);
  await expect(models.remove).toHaveCount(0);
});

test('a folder that is refused says why', async ({ page, app }) => {
  const params = { folder: '/gifts/odd', detail: 'card.json, classes: one stands there twice' };
  const problem = { code: 'model-malformed', params } as const;
  const models = await openModels(page, app, library({ importModel: { problem } }));
  await models.importFolder.click();
  await expect(page.getByTestId('problem')).toContainText('one stands there twice');
});

test('a live recording can take its adversary from the library', async ({ page, app }) => {
  await openWindow(page, app);
  const record = new RecordPage(page);
  await record.open();
  await page.getByRole('radio', { name: 'A trained model' }).check({ force: true });
  const choice = page.getByRole('combobox', { name: 'Trained adversary' });
  await choice.selectOption({ label: 'Flat, WireGuard · WireGuard' });
  await expect(page.getByText('knows 5 classes')).toBeVisible();
  await record.start.click();
  const [request] = await callsOf(page, 'startCapture');
  const { folder } = fixtureModels().models[0]!;
  expect(request).toMatchObject({ adversary: { kind: 'model', folder } });
});
