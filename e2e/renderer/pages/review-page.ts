import type { Locator, Page } from '@playwright/test';

/** What was chosen, and where to listen. */
export class ReviewPage {
  readonly heading: Locator;
  readonly start: Locator;
  readonly startOver: Locator;
  readonly addFiles: Locator;
  readonly devices: Locator;
  readonly remarks: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { name: 'What to audit' });
    this.start = page.getByRole('button', { name: 'Start the audit' });
    this.startOver = page.getByRole('button', { name: 'Start over' });
    this.devices = page.getByTestId('review-device');
    this.remarks = page.getByTestId('remarks').getByRole('listitem');
    this.addFiles = page.getByRole('button', { name: 'Add files…' });
  }

  vantage(name: string): Locator {
    return this.page.getByRole('checkbox', { name, exact: true });
  }

  device(mac: string): Locator {
    return this.page.locator(`[data-testid="review-device"][data-mac="${mac}"]`);
  }
}
