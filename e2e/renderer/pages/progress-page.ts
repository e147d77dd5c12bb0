import type { Locator, Page } from '@playwright/test';

/** The screen shown while an audit runs. */
export class ProgressPage {
  readonly bar: Locator;
  readonly cancel: Locator;
  readonly stages: Locator;

  constructor(readonly page: Page) {
    this.bar = page.getByRole('progressbar', { name: 'Progress of the audit' });
    this.cancel = page.getByRole('button', { name: 'Cancel' });
    this.stages = page.getByRole('main').getByRole('listitem');
  }

  fact(name: string): Locator {
    return this.page.locator('dl > div', { has: this.page.getByText(name, { exact: true }) });
  }
}
