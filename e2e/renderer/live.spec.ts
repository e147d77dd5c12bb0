import type { Page } from '@playwright/test';
import { fixtureEnd, fixtureUpdate, type LiveOptions } from './fixtures-live';
import { openEnd, openLive } from './journey';
import { AuditPage } from './pages/audit-page';
import { EndPage } from './pages/end-page';
import { GuidePage } from './pages/guide-page';
import { MarksPage } from './pages/marks-page';
import { RecordPage } from './pages/record-page';
import { ReviewPage } from './pages/review-page';
import { StartPage } from './pages/start-page';
import { fixtureAudit } from './fixtures';
import { callsOf, notify } from './scripted-bridge';
import { expect, test } from './test';

const update = (page: Page, options: LiveOptions = {}): Promise<void> =>
  notify(page, 'captureUpdate', { jobId: 'capture-1', update: fixtureUpdate(options) });

test('shows how it stands, and always what was lost', async ({ page, app }) => {
  const live = await openLive(page, app);
  await update(page, { seconds: 3723 });
  await expect(live.state).toHaveText('Recording');
  await expect(live.time).toHaveText('1:02:03');
  await expect(page).toHaveTitle('Recording 1:02:03 · HomeMole');
  await expect(live.fact('dropped')).toContainText('0');
  await expect(live.fact('dropped')).toContainText('none lost');
  await expect(live.fact('timestamps')).toContainText('from the kernel');
  await update(page, { dropped: 3127 });
  await expect(live.fact('dropped')).toContainText('3,127');
  await update(page, { dropped: null });
  await expect(live.fact('dropped')).toContainText('dumpcap counts them and tells when it stops');
  await update(page, { backend: 'cap' });
  await expect(live.fact('dropped')).toContainText('not counted by this backend');
  await expect(live.fact('timestamps')).toContainText('coarse');
});

test('pauses, goes on and stops', async ({ page, app }) => {
  const live = await openLive(page, app);
  await update(page);
  await live.pause.click();
  await expect(live.pause).toBeDisabled();
  await update(page, { state: 'paused' });
  await expect(live.state).toHaveText('Paused');
  await live.resume.click();
  await update(page, { state: 'running' });
  await expect(live.pause).toBeEnabled();
  expect(await callsOf(page, 'pauseCapture')).toEqual([{ jobId: 'capture-1' }]);
  expect(await callsOf(page, 'resumeCapture')).toEqual([{ jobId: 'capture-1' }]);
  await live.stop.click();
  await expect(live.stop).toHaveText('Stopping …');
  await notify(page, 'captureEnded', { jobId: 'capture-1', result: fixtureEnd() });
  await expect(new EndPage(page).heading).toBeFocused();
});

test('says how the adversary stands, with what it needs and how far behind it is', async ({
  page,
  app,
}) => {
  const live = await openLive(page, app);
  await update(page, { labelling: 'waiting', seconds: 48 });
  await expect(live.labelling).toContainText('1,350 packets more to learn from');
  await expect(live.labelling.getByRole('progressbar')).toBeVisible();
  await update(page, { labelling: 'learning' });
  await expect(live.labelling).toContainText('It learns from what was recorded');
  const named = fixtureUpdate();
  await update(page);
  const { labelled, correct } = named.labelling;
  await expect(live.labelling).toContainText(`${((100 * correct) / labelled).toFixed(1)} %`);
  await expect(live.labelling).toContainText('310 ms');
  await expect(live.labelling).toContainText('24');
  await expect(live.strip.getByRole('img')).toHaveAccessibleName(/16 device types.*3\smin/);
  await update(page, { labelling: 'off' });
  await expect(live.labelling).toContainText('Nobody listens along.');
});

test('devices keep their places, and a name is given without stopping', async ({ page, app }) => {
  const live = await openLive(page, app);
  await update(page, { seconds: 100 });
  const macs = () =>
    live.devices.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-mac')));
  const before = await macs();
  expect(before).toEqual([...before].sort());
  const row = live.device('24:f5:a2:10:00:10');
  await row.getByRole('button', { name: 'Rename front-door-lock' }).press('Enter');
  await row.getByRole('textbox').fill('Porch lock');
  // Snapshots go on coming while it is typed.
  await update(page, { seconds: 101 });
  await update(page, { seconds: 102 });
  await expect(row.getByRole('textbox')).toHaveValue('Porch lock');
  await row.getByRole('textbox').press('Enter');
  await expect(row).toContainText('Porch lock');
  await expect(row).toContainText('you named it');
  await expect(row.getByRole('button', { name: 'Rename Porch lock' })).toBeFocused();
  expect(await callsOf(page, 'changeDevice')).toEqual([
    { mac: '24:f5:a2:10:00:10', alias: 'Porch lock' },
  ]);
  await update(page, { seconds: 103 });
  expect(await macs()).toEqual(before);
  await expect(row).toContainText('Porch lock');
  await row.getByRole('button', { name: 'Rename Porch lock' }).click();
  await row.getByRole('textbox').fill('x');
  await row.getByRole('textbox').press('Escape');
  await expect(row).toContainText('Porch lock');
});

test('says how many devices are not shown', async ({ page, app }) => {
  await openLive(page, app);
  await update(page);
  await expect(page.getByText('more, not shown')).toHaveCount(0);
  await notify(page, 'captureUpdate', {
    jobId: 'capture-1',
    update: { ...fixtureUpdate(), moreDevices: 19_000 },
  });
  await expect(page.getByText('and 19,000 more, not shown')).toBeVisible();
});

test('goes on behind the guide, which leads back to it', async ({ page, app }) => {
  const live = await openLive(page, app);
  await update(page, { seconds: 61 });
  await page.getByRole('banner').getByRole('button', { name: 'Where to record' }).click();
  await expect(new GuidePage(page).heading).toBeVisible();
  await update(page, { seconds: 65 });
  await page.getByRole('button', { name: 'Recording, 1:05' }).click();
  await expect(live.time).toHaveText('1:05');
});

test('nothing moves while snapshots come', async ({ page, app }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await openLive(page, app);
  await update(page, { seconds: 599 });
  await page.waitForTimeout(300);
  await page.evaluate(() => ((window as unknown as { shifts: number[] }).shifts.length = 0));
  for (let i = 0; i < 20; i++) await update(page, { seconds: 600 + i / 10, dropped: i * 997 });
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  expect(shifts.reduce((sum, one) => sum + one, 0)).toBeLessThan(0.001);
});

test('is saved, with and without addresses', async ({ page, app }) => {
  const end = await openEnd(page, app);
  await expect(page.getByText('Not saved yet.')).toBeVisible();
  await end.saveAnonymised.click();
  await expect(page.getByText('Saved without addresses: /recordings/')).toBeVisible();
  await expect(page.getByText(/The recording itself is not saved/)).toBeVisible();
  await end.save.click();
  await expect(page.getByText('Saved: /recordings/home-2019-07-01.pcapng')).toBeVisible();
  await expect(page.getByText(/not saved/i)).toBeHidden();
  expect(await callsOf(page, 'saveCapture')).toEqual([
    { jobId: 'capture-1', anonymised: true },
    { jobId: 'capture-1', anonymised: false },
  ]);
  await end.audit.click();
  await expect(page.getByText('It is saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the recording' }).click();
  await end.done.click();
  await expect(new StartPage(page).record).toBeVisible();
  expect(await callsOf(page, 'discardCapture')).toEqual([{ jobId: 'capture-1' }]);
});

test('is discarded only when asked twice', async ({ page, app }) => {
  const end = await openEnd(page, app);
  await end.discard.click();
  await expect(end.dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(end.dialog).toBeHidden();
  expect(await callsOf(page, 'discardCapture')).toEqual([]);
  await end.again.click();
  await end.dialog.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(new RecordPage(page).heading).toBeVisible();
  expect(await callsOf(page, 'discardCapture')).toEqual([{ jobId: 'capture-1' }]);
});

test('is audited, and still there afterwards', async ({ page, app }) => {
  const end = await openEnd(page, app);
  await end.audit.click();
  const review = new ReviewPage(page);
  await expect(review.devices.first()).toBeVisible();
  await expect(page.getByText('To keep it, go back and save it.')).toBeVisible();
  expect(await callsOf(page, 'inspectFiles')).toEqual([
    { source: { kind: 'capture', jobId: 'capture-1', labels: null } },
  ]);
  await review.start.click();
  expect(await callsOf(page, 'startAudit')).toMatchObject([
    { source: { kind: 'capture', jobId: 'capture-1', labels: null } },
  ]);
  await notify(page, 'jobDone', {
    jobId: 'job-1',
    outcome: { kind: 'audit', result: fixtureAudit() },
  });
  const audit = new AuditPage(page);
  await audit.again.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start anew' }).click();
  await expect(end.audit).toBeVisible();
});

test('says what to know of it: losses, clocks, and what broke it off', async ({ page, app }) => {
  await openLive(page, app);
  const result = fixtureEnd({ end: 'problem', dropped: 12 });
  await notify(page, 'captureFailed', {
    jobId: 'capture-1',
    problem: { code: 'interface-gone', params: { interface: 'wlan0-ap' } },
    result,
  });
  const end = new EndPage(page);
  await expect(end.heading).toContainText(
    `${result.update.status.packets.toLocaleString('en')} packets recorded`,
  );
  await expect(end.problem).toContainText('wlan0-ap went away while it was recorded');
  await expect(end.notes.first()).toContainText('12 packets were lost.');
  await expect(end.audit).toBeEnabled();
});

test('with nothing in it there is nothing to save, and a way back', async ({ page, app }) => {
  const live = await openLive(page, app);
  await update(page, { packets: 0 });
  await expect(live.fact('dropped')).toContainText('none lost');
  await notify(page, 'captureFailed', {
    jobId: 'capture-1',
    problem: { code: 'nothing-captured', params: { interface: 'wlan0-ap' } },
    result: fixtureEnd({ packets: 0 }),
  });
  await expect(new EndPage(page).heading).toHaveText('Nothing was recorded');
  // Nothing was kept, and what to do is said once.
  await expect(page.getByText('is kept')).toBeHidden();
  await expect(page.getByText('Choose the interface with traffic')).toHaveCount(1);
  await expect(new EndPage(page).save).toBeHidden();
  await page.getByRole('button', { name: 'Back to the set-up' }).click();
  await expect(new RecordPage(page).heading).toBeVisible();
});

test('marks what is done, by button, key and ring, and says whether that is enough', async ({
  page,
  app,
}) => {
  await page.clock.install();
  await openLive(page, app);
  await update(page);
  const marks = new MarksPage(page);
  await marks.add('lamp on');
  await marks.add('lamp off');
  await marks.deed('lamp on').press.click();
  await expect(marks.deed('lamp on').press).toContainText('once');
  await page.keyboard.press('2');
  await expect(marks.deed('lamp off').press).toContainText('once');
  // A figure that is typed is no mark.
  await marks.panel.getByLabel('What you do with it').pressSequentially('1');
  await expect(marks.deed('lamp on').press).toContainText('once');
  await marks.undo.click();
  await expect(marks.deed('lamp off').press).toContainText('not yet');

  await marks.deed('lamp off').guide.click();
  await expect(marks.guide).toContainText('0 of 10');
  await page.clock.fastForward(20_500);
  await expect(marks.guide).toContainText('1 of 10');
  await expect(marks.deed('lamp off').press).toContainText('once');
  await marks.guide.getByRole('button', { name: 'Stop guiding' }).click();
  const sent = (await callsOf(page, 'markEvents')) as { marks: { interaction: string }[] }[];
  expect(sent.at(-1)?.marks.map(({ interaction }) => interaction)).toEqual(['lamp on', 'lamp off']);

  await notify(page, 'captureEnded', { jobId: 'capture-1', result: fixtureEnd() });
  await expect(marks.judged).toContainText('12 times more');
  await expect(marks.judged.getByRole('row', { name: /garden-lamp off/i })).toContainText('enough');
  expect(await callsOf(page, 'judgeMarks')).toHaveLength(1);
});
