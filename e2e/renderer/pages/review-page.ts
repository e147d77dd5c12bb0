import type { Locator, Page } from '@playwright/test';

/** What was chosen, and where to listen. */
export class ReviewPage {
  readonly heading: Locator;
  readonly start: Locator;
  readonly startOver: Locator;
  readonly addFiles: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { name: 'What to audit' });
    this.start = page.getByRole('button', { name: 'Start the audit' });
    this.startOver = page.getByRole('button', { name: 'Start over' });
    this.addFiles = page.getByRole('button', { name: 'Add files…' });
  }

  vantage(name: string): Locator {
    return this.page.getByRole('checkbox', { name, exact: true });
  }
}
