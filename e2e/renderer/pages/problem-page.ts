import type { Locator, Page } from '@playwright/test';

/** What went wrong, and what to do. */
export class ProblemPage {
  readonly cause: Locator;
  readonly remedy: Locator;
  readonly back: Locator;
  readonly another: Locator;
  readonly copy: Locator;

  constructor(readonly page: Page) {
    this.cause = page.getByRole('heading', { level: 1 });
    this.remedy = page.getByRole('region', { name: 'What you can do' });
    this.back = page.getByRole('button', { name: 'Back', exact: true });
    this.another = page.getByRole('button', { name: 'Choose another file…' });
    this.copy = page.getByRole('button', { name: 'Copy details' });
  }
}
