import { fixtureSearch } from './fixture-shaping-runs';
import { callsOf, notify } from './scripted-bridge';
import { laboratoryFull, measured, measuring } from './states-laboratory';
import { expect, test } from './test';

test('settings are tried as they are set, and what they do is shown', async ({ page, app }) => {
  const lab = await laboratoryFull(page, app);
  await expect(lab.inShort).toContainText(/75\.7\s%\s*6\.3\s%/);
  await expect(lab.inShort).toContainText('Optimistic');
  await expect(lab.inShort).toContainText('×3.31');
  await expect(lab.inShort).toContainText('49 ms');

  const claims = lab.section('What the eavesdropper could still write');
  await expect(claims.getByRole('heading', { name: '2 sentences vanish' })).toBeVisible();
  await expect(claims).toContainText(
    'Was right in 90.0 % of the windows; still written, right in 10.0 %',
  );
  await expect(claims.getByRole('heading', { name: 'One sentence is new' })).toBeVisible();
  const devices = lab.section('Device by device').getByRole('row');
  await expect(devices.filter({ hasText: 'hall-doorbell' })).toContainText('Identified');
  await expect(devices.filter({ hasText: 'front-door-lock' })).toContainText('Hidden');
  await expect(lab.section('Known weaknesses')).toContainText('arXiv 1708.05044');

  // The keyboard moves a slider to its next stop; the box takes what lies between.
  const delay = lab.step(2).getByRole('slider', { name: 'Delay' });
  await delay.press('ArrowRight');
  await expect(delay).toHaveAttribute('aria-valuetext', /^55.ms$/);
  const box = lab.step(2).getByRole('textbox', { name: 'Delay (s)' });
  await box.fill('7');
  await box.press('Enter');
  await expect(lab.step(2)).toContainText('A number from 0 to 5 s');
  await box.fill('0.0123');
  await box.press('Enter');
  await lab.vantage.selectOption('Behind your router (NAT)');
  await lab.place.selectOption('The router alone');
  await lab.step(1).getByRole('button', { name: 'Remove' }).click();
  await lab.add.click();
  await lab.step(2).getByRole('combobox', { name: 'Shaping' }).selectOption('FRONT');
  const asked = async () => (await callsOf(page, 'tryShaping')).at(-1);
  await expect.poll(asked).toMatchObject({
    source: { kind: 'sample' },
    vantage: 'napt',
    shaping: 'jitter:max=0.0123,at=gateway+front:at=gateway',
  });
  await lab.preset('Light').check({ force: true });
  await expect.poll(asked).toMatchObject({ shaping: 'pad:scheme=linear128,at=gateway' });

  await lab.back.click();
  await expect(lab.open).toBeVisible();
  expect(await callsOf(page, 'forgetShaping')).toHaveLength(1);
});

test('what is measured and found is kept, drawn, compared and saved', async ({ page, app }) => {
  const lab = await laboratoryFull(page, app);
  await lab.measure.click();
  await measuring(page);
  await expect(page.getByRole('progressbar', { name: /^Being measured: Balanced/ })).toBeVisible();
  // It goes on behind other screens, from which it is a step back.
  await lab.back.click();
  await page.getByRole('button', { name: 'Measuring a shaping: 43 %' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await callsOf(page, 'cancelJob')).toEqual([{ jobId: 'shaping-1' }]);
  await measured(page, lab);
  expect((await callsOf(page, 'startShaping')).at(-1)).toMatchObject({
    plan: { vantages: ['wireguard'], shapings: ['pad+jitter'], effort: { adaptive: true } },
  });
  const adapts = lab.section('Against an eavesdropper who adapts');
  await expect(adapts).toContainText('55.8 % (51.8 % to 60.8 %)');
  await expect(adapts).toContainText('Telling what people do (F1)42.0 %');

  // Each mark says its figures where the keyboard stands, and lights its run.
  await expect(lab.marks).toHaveCount(10);
  const light = page.getByRole('button', { name: /^Light \(Padding\): 31\.0.% .*×1\.12/ });
  await light.focus();
  await expect(
    page.getByRole('button', { name: /^Strong \(Constant rate\): 87\.2/ }),
  ).toHaveAccessibleName(/No other run protects as well for as little/);
  await light.press('ArrowRight');
  await expect(light).not.toBeFocused();
  await light.press('Enter');
  await expect(lab.run('Light (Padding)')).toHaveClass(/lit/);
  await expect(page.getByRole('button', { name: /^Tamaraw: .*Cannot be kept up/ })).toBeVisible();

  // Named, laid side by side, removed.
  await lab.run('Light (Padding)').getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'New name' }).fill('For the flat');
  await page.keyboard.press('Enter');
  await lab.run('Stochastic traffic padding').getByRole('button', { name: 'Remove' }).click();
  for (const name of ['For the flat', 'Strong (Constant rate)'])
    await lab.compare(name).check({ force: true });
  const beside = page.getByRole('table', { name: 'Side by side' });
  await expect(beside.getByRole('row', { name: /^Traffic/ })).toContainText('×1.12×65.6');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  await expect(page.getByText('Saved: /recordings/homemole-shapings.csv')).toBeVisible();
  const [saved] = (await callsOf(page, 'saveText')) as { file: string; text: string }[];
  expect(saved?.file).toBe('homemole-shapings.csv');
  // A head, six runs measured less the one removed, and the one found.
  expect(saved?.text.trim().split('\r\n')).toHaveLength(7);
  expect(saved?.text).toContain('For the flat,The sample home,true,wireguard,pad:scheme=linear128');

  // What the search found is taken, and written for what exists.
  await page.getByText('24 settings were tried').click();
  await expect(page.getByRole('table', { name: 'Settings tried' }).getByRole('row')).toHaveCount(
    25,
  );
  await lab.useFound.click();
  await expect
    .poll(async () => (await callsOf(page, 'tryShaping')).at(-1))
    .toMatchObject({
      shaping: 'batch:period=0.04',
    });
  const real = lab.section('Try it for real');
  await expect(real).toContainText('traffic control cannot add a byte');
  await real.getByRole('button', { name: 'Save homemole-wg0.conf' }).click();
  await expect.poll(async () => (await callsOf(page, 'saveText')).length).toBe(2);
});

test('where nothing real does it, or the budget is none, it is said', async ({ page, app }) => {
  const lab = await laboratoryFull(page, app, { exportShaping: [] });
  await expect(lab.section('Try it for real')).toContainText(
    'Nothing that exists does any of this',
  );
  await page.getByRole('textbox', { name: 'More traffic, at most' }).fill('much');
  await expect(lab.search).toBeDisabled();
  await page.getByRole('textbox', { name: 'More traffic, at most' }).fill('5');
  await lab.search.click();
  const found = { kind: 'shaping-search', result: fixtureSearch(false) } as const;
  await notify(page, 'jobDone', { jobId: 'search-1', outcome: found });
  await expect(page.getByText('Nothing but “off” keeps within')).toBeVisible();
  await lab.measure.click();
  const problem = { code: 'too-few-packets', params: { packets: 12, needed: 300 } } as const;
  await notify(page, 'jobFailed', { jobId: 'shaping-1', problem });
  await expect(page.getByTestId('problem')).toContainText('Only 12 packets cross the gateway');
});
