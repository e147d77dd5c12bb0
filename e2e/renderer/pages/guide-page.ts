import type { Locator, Page } from '@playwright/test';

/** Where to record. */
export class GuidePage {
  readonly heading: Locator;
  readonly back: Locator;
  readonly record: Locator;
  readonly commands: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Where to record' });
    this.back = page.getByRole('button', { name: 'Back', exact: true });
    this.record = page.getByRole('main').getByRole('button', { name: 'Record now…' });
    this.commands = page.getByTestId('command');
  }

  system(name: string): Locator {
    return this.page.getByRole('tab', { name });
  }
}
