import type { Page } from '@playwright/test';
import type { AuditResult } from '../../src-main/contract/results';
import { fixtureAudit } from './fixtures';
import { AuditPage } from './pages/audit-page';
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
  await notify(page, 'jobDone', { jobId: 'job-1', result });
  const audit = new AuditPage(page);
  await audit.sections.waitFor();
  return audit;
}
