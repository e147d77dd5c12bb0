import type { Locator, Page } from '@playwright/test';

/** A recording that has ended. */
export class EndPage {
  readonly heading: Locator;
  readonly audit: Locator;
  readonly save: Locator;
  readonly saveAnonymised: Locator;
  readonly discard: Locator;
  readonly done: Locator;
  readonly again: Locator;
  readonly notes: Locator;
  readonly problem: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.audit = page.getByRole('button', { name: 'Audit this recording' });
    this.save = page.getByRole('main').getByRole('button', { name: 'Save recording…' });
    this.saveAnonymised = page.getByRole('button', { name: 'Save without addresses…' });
    this.discard = page.getByRole('button', { name: 'Discard…' });
    this.done = page.getByRole('button', { name: 'Done' });
    this.again = page.getByRole('button', { name: 'Record again' });
    this.notes = page.getByTestId('end-notes').getByRole('listitem');
    this.problem = page.getByTestId('problem');
    this.dialog = page.getByRole('dialog', { name: 'Discard this recording?' });
  }
}
