import { NON_IOT } from '../../src-main/contract/home';
import type { VantageAudit } from '../../src-main/contract/results';
import { homeDevices } from './fixture-home';
import { fixtureAudit } from './fixtures';
import { openAudit } from './journey';
import { AuditPage } from './pages/audit-page';
import { callsOf } from './scripted-bridge';
import { expect, test } from './test';

const result = fixtureAudit();
const [napt, openvpn, wireguard] = result.vantages as [VantageAudit, VantageAudit, VantageAudit];

/** Smart devices recognised, counted here from the verdicts alone. */
function recognised(audit: VantageAudit): number {
  return audit.devices.filter((one) => one.type !== NON_IOT && one.verdict === 'identified').length;
}
function silence(name: string): { testPackets?: number } {
  return name === 'attic-sensor' ? { testPackets: 0 } : {};
}
/** A share with one decimal, computed from the confusion matrix alone. */
function percentRight(audit: VantageAudit, count: (label: string) => boolean): string {
  const { labels, matrix } = audit.adversaries[0]!.confusion;
  let right = 0;
  let all = 0;
  labels.forEach((label, i) => {
    if (!count(label)) return;
    right += matrix[i]![i]!;
    all += matrix[i]!.reduce((sum, n) => sum + n, 0);
  });
  return `${((100 * right) / all).toFixed(1)} %`;
}

test('opens with the answer, in words and in figures', async ({ page, app }) => {
  const audit = await openAudit(page, app);
  await expect(audit.headline).toHaveText(
    `Behind the router, ${recognised(napt)} of 16 smart devices were recognised.`,
  );
  await expect(audit.headline).toBeFocused();
  await expect(page).toHaveTitle(/^Behind the router/);
  const smart = percentRight(napt, (label) => label !== NON_IOT);
  await expect(audit.figure('Smart-device packets named right')).toHaveText(smart);
  await expect(audit.figure('All packets named right')).toHaveText(percentRight(napt, () => true));
  await expect(page.getByText('10 h 1 min')).toBeVisible();
});

test('every vantage is one arrow key away and keeps the order of the devices', async ({
  page,
  app,
}) => {
  const audit = await openAudit(page, app);
  const names = () => audit.devices.locator('th bdi').allTextContents();
  const before = await names();
  expect(before).toHaveLength(homeDevices.length);
  await audit.vantage('Router (NAT)').focus();
  await page.keyboard.press('ArrowRight');
  await expect(audit.vantage('OpenVPN today')).toBeChecked();
  await expect(audit.headline).toHaveText(
    `Behind a VPN, ${recognised(openvpn)} of 16 smart devices were still recognised.`,
  );
  expect(await names()).toEqual(before);
  await page.keyboard.press('ArrowRight');
  await expect(audit.headline).toContainText(`${recognised(wireguard)} of 16`);
});

test('a device shows its verdict, its figures and the evidence', async ({ page, app }) => {
  const audit = await openAudit(page, app);
  for (const name of ['desk-lamp', 'smoke-alarm', 'attic-sensor', 'baby-monitor']) {
    const verdict = napt.devices.find((one) => one.device === name)!;
    const row = audit.device(name);
    const word = {
      identified: 'Identified',
      partly: 'Partly identified',
      hidden: 'Hidden',
      'not-enough-data': 'Not enough data',
    }[verdict.verdict];
    await expect(row.getByRole('cell').first()).toContainText(word);
    await expect(row).toContainText(`${verdict.testPackets.toLocaleString('en')} test packets`);
  }
  const lamp = napt.devices.find((one) => one.device === 'desk-lamp')!;
  await expect(audit.device('desk-lamp')).toContainText(
    `${(100 * lamp.confusedWith!.share).toFixed(1)} % taken for wall-plug`,
  );
  await expect(audit.device('desk-lamp')).toContainText(`${(100 * lamp.recall!).toFixed(1)} %`);
  await expect(audit.device('attic-sensor')).toContainText(
    'was nearly silent while the eavesdropper learned (14 packets)',
  );
});

test('the places are compared side by side, and a press shows one', async ({ page, app }) => {
  const audit = await openAudit(page, app);
  const cards = audit.section('The same home, heard from different places').getByRole('button');
  await expect(cards).toHaveCount(3);
  for (const [i, one] of [napt, openvpn, wireguard].entries()) {
    await expect(cards.nth(i)).toContainText(percentRight(one, (label) => label !== NON_IOT));
    await expect(cards.nth(i)).toContainText(`${recognised(one)} of 16 devices recognised`);
  }
  await cards.nth(2).click();
  await expect(cards.nth(2)).toHaveAttribute('aria-pressed', 'true');
  await expect(audit.vantage('WireGuard')).toBeChecked();
});

test('the charts are drawn, zoomed by button, and there as tables', async ({ page, app }) => {
  const audit = await openAudit(page, app);
  for (const title of ['Hour by hour', 'What was taken for what']) {
    const section = audit.section(title);
    await section.scrollIntoViewIfNeeded();
    const canvas = section.locator('canvas').first();
    await canvas.waitFor();
    const colours = await canvas.evaluate((element: HTMLCanvasElement) => {
      const { width, height } = element;
      const { data } = element.getContext('2d')!.getImageData(0, 0, width, height);
      const seen = new Set<number>();
      for (let i = 0; i < data.length; i += 4) {
        seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
      }
      return seen.size;
    });
    expect(colours).toBeGreaterThan(20);
  }
  const timeline = audit.section('Hour by hour');
  const canvas = timeline.locator('canvas').first();
  const changes = async (act: () => Promise<void>): Promise<boolean> => {
    const picture = () => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
    const before = await picture();
    await act();
    return (await picture()) !== before;
  };
  const span = timeline.getByRole('status');
  await expect(span).toHaveText('02:00 to 06:00 UTC');
  const zoomIn = async (): Promise<void> => {
    await timeline.getByRole('button', { name: 'Zoom in' }).click();
    await expect(span).toHaveText('03:00 to 05:00 UTC');
  };
  expect(await changes(zoomIn)).toBe(true);
  await timeline.getByRole('button', { name: 'Later' }).click();
  await expect(span).toHaveText('04:00 to 06:00 UTC');
  await timeline.getByRole('button', { name: 'Whole time' }).click();
  await expect(span).toHaveText('02:00 to 06:00 UTC');

  // Anywhere in a lane, the pointer finds the step and its counts.
  await canvas.hover({ position: { x: 500, y: 30 } });
  await expect(timeline.getByText(/Sent: \d+/)).toBeVisible();

  await timeline.getByText('The same as a table').click();
  const lane = napt.timeline.lanes.find((one) => one.type === 'wall-plug')!;
  const sent = lane.truth.reduce((sum, n) => sum + n, 0);
  const right = lane.correct.reduce((sum, n) => sum + n, 0);
  const row = timeline.getByRole('row', { name: /^wall-plug/ });
  await expect(row.getByRole('cell').nth(0)).toHaveText(String(sent));
  await expect(row.getByRole('cell').nth(1)).toHaveText(String(right));

  const confusion = audit.section('What was taken for what');
  await confusion.getByText('The same as a table').click();
  const { labels, matrix } = napt.adversaries[0]!.confusion;
  const lampAsPlug = matrix[labels.indexOf('light-bulb')]![labels.indexOf('wall-plug')]!;
  const column = [...labels]
    .sort((a, b) => Number(a === NON_IOT) - Number(b === NON_IOT) || a.localeCompare(b))
    .indexOf('wall-plug');
  const bulb = confusion.getByRole('row', { name: /^light-bulb/ });
  await expect(bulb.getByRole('cell').nth(column)).toHaveText(String(lampAsPlug));
});

test('claims are told with how often they were right', async ({ page, app }) => {
  const audit = await openAudit(page, app);
  await expect(audit.claims).toHaveCount(napt.claims.length);
  const kinds = napt.claims.filter((claim) => claim.code === 'device-present').length;
  await expect(audit.claims.filter({ hasText: 'kinds of smart devices' })).toContainText(
    `${kinds - 1} of ${kinds} kinds counted were really there`,
  );
  await expect(audit.claims.filter({ hasText: 'Phones or computers' })).toContainText(
    'mostly theirs in 30 of 31 windows',
  );
  await expect(page.getByText('fewer than 20 windows, take it with care')).toHaveCount(1);
});

test('simulated traffic says so beside every chart', async ({ page, app }) => {
  const audit = await openAudit(page, app, fixtureAudit({ simulated: true }));
  for (const section of [
    'The same home, heard from different places',
    'What became of each device',
    'Hour by hour',
    'What was taken for what',
    'What the eavesdropper could write about you',
  ]) {
    await expect(audit.section(section).getByTestId('simulated')).toBeVisible();
  }
  await expect(page.getByRole('banner').getByTestId('simulated')).toBeVisible();
  await expect(page.getByText(/It says nothing about a real home/)).toBeVisible();
});

test('a recording of a real home is nowhere called simulated', async ({ page, app }) => {
  const audit = await openAudit(page, app);
  await expect(audit.simulated).toHaveCount(0);
});

test('has words for what is not there', async ({ page, app }) => {
  const bare = fixtureAudit({
    vantages: ['napt'],
    devices: homeDevices.slice(0, 5),
    claims: false,
    leakage: false,
  });
  bare.vantages[0]!.timeline = { start: 0, binSeconds: 1, bins: 0, lanes: [] };
  const audit = await openAudit(page, app, bare);
  await expect(page.getByText('No phones or computers were seen in this recording.')).toBeVisible();
  await expect(page.getByText('could not write a single sentence')).toBeVisible();
  await expect(page.getByText('Not estimated from this place.')).toBeVisible();
  await expect(page.getByText('There is no test traffic to draw.')).toBeVisible();
  await expect(audit.sections.getByRole('link', { name: 'Side by side' })).toHaveCount(0);
});

test('a device of which no packet crossed the router is told apart from a quiet one', async ({
  page,
  app,
}) => {
  const home = fixtureAudit({
    devices: homeDevices.map((one) => ({ ...one, ...silence(one.name) })),
  });
  const audit = await openAudit(page, app, home);
  await expect(audit.device('attic-sensor')).toContainText('Not enough data');
  await expect(audit.device('attic-sensor')).toContainText('no packet crossed the router');
  await expect(audit.device('smoke-alarm')).not.toContainText('no packet');
});

test('the estimate of the least error is told, and when the adversary refutes it', async ({
  page,
  app,
}) => {
  const error = 1 - napt.adversaries[0]!.overallAccuracy;
  const of = (bayesErrorLower: number): VantageAudit => ({
    ...napt,
    leakage: { ...napt.leakage!, bayesErrorLower },
  });
  const vantages = [of(error / 2), { ...of(error * 2), vantage: 'wireguard' as const }];
  const audit = await openAudit(page, app, { ...result, vantages });
  const method = audit.section('How this was measured, and what it does not say');
  await expect(method).toContainText('The least error with these features, as estimated');
  await expect(method.getByText('Refuted')).toHaveCount(0);
  await audit.vantage('WireGuard').click();
  await expect(method).toContainText(
    `Refuted: the adversary here was wrong only ${(100 * error).toFixed(1)} % of the time`,
  );
});

test('the report is saved, and it is said where', async ({ page, app }) => {
  const audit = await openAudit(page, app);
  await audit.save.click();
  await expect(page.getByText('Report saved: /recordings/HomeMole report.html')).toBeVisible();
  expect(await callsOf(page, 'saveReport')).toEqual([{ jobId: 'job-1' }]);
});

test('when the report cannot be saved, the audit stays and the reason is told', async ({
  page,
  app,
}) => {
  const audit = await openAudit(page, app, result, {
    saveReport: { problem: { code: 'output-unwritable', params: { path: '/r', detail: 'full' } } },
  });
  await audit.save.click();
  await expect(page.getByText(/\/r cannot be written: full/)).toBeVisible();
  await expect(audit.headline).toBeVisible();
});

test('the sections are reached by their links', async ({ page, app }) => {
  const audit = await openAudit(page, app);
  await audit.sections.getByRole('link', { name: 'Method and limits' }).click();
  const heading = page.getByRole('heading', { name: /^How this was measured/ });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  await expect(audit.sections.getByRole('link', { name: 'Method and limits' })).toHaveAttribute(
    'aria-current',
    'true',
  );
});

test('a figure is explained on focus', async ({ page, app }) => {
  await openAudit(page, app);
  await page.getByRole('button', { name: 'More about Macro recall' }).focus();
  await expect(page.getByRole('tooltip')).toContainText('a busy camera counts no more');
});

test('names from a capture cannot become part of the page', async ({ page, app }) => {
  const hostile = '<img src=x onerror="document.title=1">';
  const devices = homeDevices.map((device, i) =>
    i === 0 ? { ...device, name: hostile, type: hostile } : device,
  );
  const audit = await openAudit(page, app, fixtureAudit({ devices }));
  await expect(audit.device(hostile)).toBeVisible();
  await audit.section('Hour by hour').locator('canvas').first().waitFor();
  await expect(page.locator('main img')).toHaveCount(0);
});

test('packets of devices that were never met are told, and the accuracy without them', async ({
  page,
  app,
}) => {
  const [best, ...rest] = napt.adversaries;
  const unmet = { ...best!, unlearnedIotPackets: 6394, learnedIotAccuracy: 0.974 };
  const vantages = [{ ...napt, adversaries: [unmet, ...rest] }, wireguard];
  const audit = await openAudit(page, app, { ...result, vantages });
  const sentence = page.getByText(
    '6,394 of these packets are from devices the eavesdropper never met while learning; ' +
      'they count as wrong. Without them: 97.4 %.',
  );
  await expect(sentence).toBeVisible();
  await audit.vantage('WireGuard').click();
  await expect(sentence).toHaveCount(0);
});

test('the note of a saved report goes by itself', async ({ page, app }) => {
  await page.clock.install();
  const audit = await openAudit(page, app);
  await audit.save.click();
  const note = page.getByText('Report saved: /recordings/HomeMole report.html');
  await expect(note).toBeVisible();
  await page.clock.runFor(5000);
  await expect(note).toBeVisible();
  await page.clock.runFor(4000);
  await expect(note).toBeHidden();
});

test('an audit that was not saved is not left unasked', async ({ page, app }) => {
  const audit = await openAudit(page, app);
  const dialog = page.getByRole('dialog', { name: 'Start anew?' });
  await audit.again.click();
  await expect(dialog).toContainText('This audit has not been saved.');
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await expect(dialog).toBeHidden();
  await expect(audit.headline).toBeVisible();
  await audit.again.click();
  await dialog.getByRole('button', { name: 'Save report…' }).click();
  await expect(page.getByText(/^Report saved:/)).toBeVisible();
  await audit.again.click();
  await expect(page.getByRole('button', { name: 'Open a capture…' })).toBeVisible();
});

test('a new audit starts from nothing', async ({ page, app }) => {
  const audit = await openAudit(page, app);
  await audit.again.click();
  await page.getByRole('button', { name: 'Start anew' }).click();
  await expect(page.getByRole('button', { name: 'Open a capture…' })).toBeVisible();
  await expect(new AuditPage(page).sections).toHaveCount(0);
});

test('what people did is told as a diary, with the truth beside it', async ({ page, app }) => {
  const audit = await openAudit(page, app);
  const diary = audit.section('What people did, as the eavesdropper tells it');
  await expect(diary.getByRole('table', { name: 'The diary' }).getByRole('row')).toHaveCount(10);
  const newest = diary.getByRole('table', { name: 'The diary' }).getByRole('row').nth(1);
  await expect(newest).toContainText('front-door');
  await expect(newest).toContainText('unlock');
  await expect(newest).toContainText('not so');
  const unlock = diary
    .getByRole('table', { name: 'How well it tells them' })
    .getByRole('row', { name: /unlock/ });
  await expect(unlock).toContainText('80');
});

test('without events nothing is said of them', async ({ page, app }) => {
  const result = fixtureAudit();
  const vantages = result.vantages.map((one) => ({ ...one, events: [], interactions: [] }));
  const audit = await openAudit(page, app, { ...result, vantages });
  await expect(audit.section('What people did, as the eavesdropper tells it')).toHaveCount(0);
});

test('shows what a device says again and again, learned when it is chosen', async ({
  page,
  app,
}) => {
  const audit = await openAudit(page, app);
  const section = audit.section('What gives a device away');
  expect(await callsOf(page, 'learnProfiles')).toEqual([]);
  await audit.chooseSequences(1);
  const ladders = section.getByRole('article');
  await expect(ladders).toHaveCount(3);
  await expect(ladders.first()).toContainText('119 times');
  await expect(ladders.first().getByRole('listitem')).toHaveText([/sent 71\sB/, /received 345\sB/]);
  await expect(ladders.nth(1)).toContainText('any size');
  const curve = section.getByRole('img', { name: /^By number of sequences/ });
  await expect(curve).toHaveAccessibleName(/1: 15\.1\s%; 2: 29\.9\s%; 3: 30\.0\s%/);
  // Another place to listen at is another question.
  await audit.vantage('WireGuard').click();
  await expect.poll(async () => (await callsOf(page, 'learnProfiles')).length).toBe(2);
  const asked = await callsOf(page, 'learnProfiles');
  expect(asked.map((one) => (one as { vantage: string }).vantage)).toEqual(['napt', 'wireguard']);
});
