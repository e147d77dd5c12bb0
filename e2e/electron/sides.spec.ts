import { expect, test } from './launch';
import { Screens } from './screens';

test('the sample home’s same ten seconds, from both sides of the walls', async ({ homemole }) => {
  const screens = new Screens(homemole);
  const { sides } = screens;
  await screens.start.sample.click();
  await sides.open.click();
  await expect(sides.heading).toHaveText(
    'This tunnel hides which servers you talk to, not the size of a single packet.',
  );
  await expect(homemole.page.getByTestId('simulated').first()).toBeVisible();
  // Outside OpenVPN with GCM a frame is 14 + 20 + 8 + 24 bytes around the IP packet: 52 more than its own.
  await expect(sides.cell('inside-device')).not.toBeEmpty();
  await expect(sides.cell('tunnel-device')).toContainText('cannot be seen');
  const size = async (place: string): Promise<number> =>
    Number((await sides.cell(`${place}-size`).innerText()).replace(',', ''));
  await sides.lanes.focus();
  let compared = 0;
  for (let i = 0; i < 30; i++) {
    await homemole.page.keyboard.press('ArrowRight');
    const outside = await sides.cell('tunnel-size').innerText();
    const inside = await sides.cell('inside-size').innerText();
    if (!/^[\d,]+$/.test(outside) || !/^[\d,]+$/.test(inside)) continue;
    expect((await size('tunnel')) - (await size('inside'))).toBe(52);
    compared++;
  }
  expect(compared).toBeGreaterThan(5);
  await screens.picture('sides');

  await sides.tunnel.selectOption('WireGuard');
  await expect(sides.heading).toContainText('one size outside can be any of 16 inside');
  const said = await sides.scrubber.getAttribute('aria-valuetext');
  await homemole.page.getByRole('button', { name: 'Later' }).click();
  await expect(sides.scrubber).not.toHaveAttribute('aria-valuetext', said ?? '');
  await screens.picture('sides-wireguard');

  await sides.back.click();
  await expect(screens.review.start).toBeVisible();
});
