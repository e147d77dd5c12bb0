import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AuditPage } from '../renderer/pages/audit-page';
import { EndPage } from '../renderer/pages/end-page';
import { GuidePage } from '../renderer/pages/guide-page';
import { LivePage } from '../renderer/pages/live-page';
import { ProblemPage } from '../renderer/pages/problem-page';
import { ProgressPage } from '../renderer/pages/progress-page';
import { SidesPage } from '../renderer/pages/sides-page';
import { RecordPage } from '../renderer/pages/record-page';
import { ReviewPage } from '../renderer/pages/review-page';
import { StartPage } from '../renderer/pages/start-page';
import { root } from './launch';
import type { HomeMole } from './launch';

/** The screens of the running program, and what only the real program has: dialogs and themes. */
export class Screens {
  readonly start: StartPage;
  readonly review: ReviewPage;
  readonly progress: ProgressPage;
  readonly audit: AuditPage;
  readonly problem: ProblemPage;
  readonly guide: GuidePage;
  readonly record: RecordPage;
  readonly live: LivePage;
  readonly end: EndPage;
  readonly sides: SidesPage;

  constructor(private readonly homemole: HomeMole) {
    const { page } = homemole;
    this.start = new StartPage(page);
    this.review = new ReviewPage(page);
    this.progress = new ProgressPage(page);
    this.audit = new AuditPage(page);
    this.problem = new ProblemPage(page);
    this.guide = new GuidePage(page);
    this.record = new RecordPage(page);
    this.live = new LivePage(page);
    this.end = new EndPage(page);
    this.sides = new SidesPage(page);
  }

  /** From the first screen to a running audit of the sample home. */
  async startSample(): Promise<void> {
    await this.start.sample.click();
    await this.review.start.click();
  }

  /** Answers the next open dialogs with these files. */
  async willChoose(paths: string[]): Promise<void> {
    await this.homemole.app.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
    }, paths);
  }

  /** Answers the next save dialogs with this path; null dismisses them. */
  async willSaveTo(path: string | null): Promise<void> {
    await this.homemole.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({
        canceled: filePath === null,
        filePath: filePath ?? '',
      });
    }, path);
  }

  /** A picture of the window in both themes, for people to look at: test-results/screens/. */
  async picture(name: string): Promise<void> {
    const folder = join(root, 'test-results', 'screens');
    await mkdir(folder, { recursive: true });
    const { app, page } = this.homemole;
    for (const theme of ['dark', 'light'] as const) {
      await app.evaluate(({ nativeTheme }, source) => {
        nativeTheme.themeSource = source;
      }, theme);
      await page.waitForFunction(
        (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
        theme === 'dark',
      );
      await page.screenshot({ path: join(folder, `${name}-${theme}.png`), animations: 'disabled' });
    }
  }
}
