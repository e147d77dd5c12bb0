import { callsOf } from './scripted-bridge';
import { laboratoryFull } from './states-laboratory';
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
