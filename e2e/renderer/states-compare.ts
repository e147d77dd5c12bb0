import type { Page } from '@playwright/test';
import { fixtureStudy } from './fixture-study';
import { openWindow } from './journey';
import { ComparePage } from './pages/compare-page';
import { StartPage } from './pages/start-page';
import { notify, type Script } from './scripted-bridge';

type Open = (page: Page, app: string) => Promise<unknown>;

export async function compareSetUp(
  page: Page,
  app: string,
  script: Partial<Script> = {},
): Promise<ComparePage> {
  await openWindow(page, app, script);
  await new StartPage(page).open.click();
  const compare = new ComparePage(page);
  await compare.open.click();
  await compare.heading.waitFor();
  return compare;
}
export async function compareRunning(page: Page, app: string): Promise<ComparePage> {
  const compare = await compareSetUp(page, app);
  await compare.start.click();
  await compare.bar.waitFor();
  return compare;
}
export async function compareDone(
  page: Page,
  app: string,
  result = fixtureStudy(),
): Promise<ComparePage> {
  const compare = await compareRunning(page, app);
  await notify(page, 'jobDone', { jobId: 'study-1', outcome: { kind: 'study', result } });
  await compare.result.waitFor();
  await compare.matrices.locator('canvas').last().waitFor();
  return compare;
}

export const compareStates: Record<string, Open> = {
  'compare set-up': async (page, app) => {
    const compare = await compareSetUp(page, app);
    await compare.choice('BLSTM').check({ force: true });
  },
  'compare running': async (page, app) => {
    await compareRunning(page, app);
    const progress = { stage: 'training', done: 40, total: 80, unit: 'trees' } as const;
    const more = { rate: 12.4, secondsLeft: 21, fraction: 0.43 };
    const subject = 'openvpn-udp-aes-128-cbc-sha1 best, seed 2';
    await notify(page, 'jobProgress', {
      jobId: 'study-1',
      progress: { ...progress, ...more, subject },
    });
    await page.getByText('Learning', { exact: true }).waitFor();
    await page.waitForTimeout(1100);
  },
  'compare done': (page, app) => compareDone(page, app),
  'compare done, simulated, with a failure': (page, app) => {
    const study = fixtureStudy({ simulated: true });
    const [cell] = study.runs;
    const problem = { code: 'too-few-packets', params: { packets: 12, needed: 300 } } as const;
    const failures = [{ cell: cell!, seed: 3, permuted: true, problem }];
    return compareDone(page, app, { ...study, failures });
  },
};
