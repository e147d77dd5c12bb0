import { describeProblem } from '../../src-main/contract/messages';
import type { Problem } from '../../src-main/contract/errors';
import { openWindow, startAudit } from './journey';
import { ProblemPage } from './pages/problem-page';
import { ReviewPage } from './pages/review-page';
import { notify } from './scripted-bridge';
import { expect, test } from './test';

const problems: Problem[] = [
  { code: 'capture-malformed', params: { file: 'home.pcap', offset: 73512, detail: 'a|b @c {d}' } },
  { code: 'no-internet-packets', params: { packets: 412 } },
  { code: 'nothing-to-judge', params: { minutes: 4 } },
  { code: 'labels-malformed', params: { file: 'names.csv', line: 3, detail: 'no MAC' } },
  { code: 'engine-gone', params: { detail: 'exit 137' } },
];

for (const problem of problems) {
  test(`says cause and remedy of ${problem.code}`, async ({ page, app }) => {
    await openWindow(page, app);
    await startAudit(page);
    await notify(page, 'jobFailed', { jobId: 'job-1', problem });
    const shown = new ProblemPage(page);
    const { cause, remedy } = describeProblem(problem);
    await expect(shown.cause).toHaveText(cause);
    await expect(shown.cause).toBeFocused();
    await expect(shown.remedy).toContainText(remedy);
  });
}

test('goes back to what was chosen', async ({ page, app }) => {
  await openWindow(page, app, { startAudit: { problem: problems[1]! } });
  await startAudit(page);
  await new ProblemPage(page).back.click();
  await expect(new ReviewPage(page).heading).toBeVisible();
  await expect(page.getByText('flat-2019-07-01.pcapng')).toBeVisible();
});

test('lets another file be chosen', async ({ page, app }) => {
  await openWindow(page, app, { startAudit: { problem: problems[1]! } });
  await startAudit(page);
  await new ProblemPage(page).another.click();
  await expect(new ReviewPage(page).heading).toBeVisible();
});

test('copies what a report of the problem needs, without folders', async ({ page, app }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const file = '/recordings/private/home.pcap';
  await openWindow(page, app, {
    startAudit: { problem: { code: 'file-not-found', params: { file } } },
  });
  await startAudit(page);
  const shown = new ProblemPage(page);
  await expect(shown.cause).toHaveText('home.pcap does not exist.');
  await shown.copy.click();
  await expect(page.getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied)).toEqual({
    code: 'file-not-found',
    params: { file: 'home.pcap' },
    version: '0.1.0',
    runtime: '45.4.1',
  });
});
