import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LaboratoryPage } from '../renderer/pages/laboratory-page';
import { expect, test } from './launch';
import { Screens } from './screens';

test('a shaping of the sample home is tried, measured against one who adapts, and saved', async ({
  homemole,
}) => {
  const { page } = homemole;
  const screens = new Screens(homemole);
  const lab = new LaboratoryPage(page);
  await lab.open.click();
  await expect(lab.inShort).toBeVisible({ timeout: 60_000 });
  await expect(page.getByTestId('simulated').first()).toBeVisible();
  await expect(page.getByRole('img', { name: /^After: \d+ packets: / })).toBeVisible();
  // Padding and jitter add no dummies.
  await expect(lab.section('What it costs')).toContainText(/Packets that carry nothing0 ?of/);
  await expect(lab.section('Try it for real')).toContainText('tc qdisc');

  await lab.measure.click();
  const adapts = lab.section('Against an eavesdropper who adapts');
  await expect(adapts).toContainText('are told right by an eavesdropper who adapts', {
    timeout: 90_000,
  });
  const folder = await mkdtemp(join(tmpdir(), 'homemole-lab-'));
  await screens.willSaveTo(join(folder, 'runs.json'));
  await page.getByRole('button', { name: 'Save as JSON' }).click();
  await expect(page.getByText(/^Saved: .*runs\.json$/)).toBeVisible();
  const { runs } = JSON.parse(await readFile(join(folder, 'runs.json'), 'utf8')) as {
    runs: { run: Record<'static' | 'adaptive', { iotAccuracy: { value: number } }> }[];
  };
  const told = (i: number, of: 'static' | 'adaptive') => runs[i]!.run[of].iotAccuracy.value;
  // Unshaped first, which both know; then sizes that are all one, which only one of them has learned.
  expect(runs).toHaveLength(2);
  expect(told(0, 'adaptive')).toBe(told(0, 'static'));
  expect(told(1, 'adaptive')).toBeGreaterThan(told(1, 'static'));
  await screens.picture('laboratory');
  await lab.back.click();
  await expect(screens.start.headline).toBeVisible();
});
