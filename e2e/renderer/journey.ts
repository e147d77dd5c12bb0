import type { Page } from '@playwright/test';
import type { LiveEnd } from '../../src-main/contract/live';
import type { AuditResult } from '../../src-main/contract/results';
import { fixtureAudit } from './fixtures';
import { fixtureEnd, fixtureRates } from './fixtures-live';
import { AuditPage } from './pages/audit-page';
import { EndPage } from './pages/end-page';
import { LivePage } from './pages/live-page';
import { RecordPage } from './pages/record-page';
import { ReviewPage } from './pages/review-page';
import { StartPage } from './pages/start-page';
import { installBridge, notify, type Script } from './scripted-bridge';

/** Opens the window with a bridge around it. */
export async function openWindow(
  page: Page,
  app: string,
  script: Partial<Script> = {},
): Promise<void> {
  await installBridge(page, script);
  await page.goto(app);
  await new StartPage(page).headline.waitFor();
}

/** From the open window to a running audit. */
export async function startAudit(page: Page): Promise<void> {
  await new StartPage(page).open.click();
  await new ReviewPage(page).start.click();
}

/** From the address to a finished audit. */
export async function openAudit(
  page: Page,
  app: string,
  result: AuditResult = fixtureAudit(),
  script: Partial<Script> = {},
): Promise<AuditPage> {
  await openWindow(page, app, script);
  await startAudit(page);
  return finishAudit(page, result);
}

/** From a running audit to a finished one. */
export async function finishAudit(
  page: Page,
  result: AuditResult = fixtureAudit(),
): Promise<AuditPage> {
  await notify(page, 'jobDone', { jobId: 'job-1', outcome: { kind: 'audit', result } });
  const audit = new AuditPage(page);
  await audit.sections.waitFor();
  return audit;
}

/** From the address to a recording that runs. */
export async function openLive(
  page: Page,
  app: string,
  script: Partial<Script> = {},
): Promise<LivePage> {
  await openWindow(page, app, script);
  await new RecordPage(page).open();
  await new RecordPage(page).start.click();
  const live = new LivePage(page);
  await live.stop.waitFor();
  return live;
}

/** From the address to a recording that has ended. */
export async function openEnd(
  page: Page,
  app: string,
  result: LiveEnd = fixtureEnd(),
  script: Partial<Script> = {},
): Promise<EndPage> {
  await openLive(page, app, script);
  await notify(page, 'captureEnded', { jobId: 'capture-1', result });
  const end = new EndPage(page);
  await page.getByText('Recording ended').waitFor();
  return end;
}

/** Rates of as many seconds as asked for. */
export async function sendRates(page: Page, seconds: number): Promise<void> {
  for (let i = 0; i < seconds; i++) await notify(page, 'interfaceRates', fixtureRates(i));
}
