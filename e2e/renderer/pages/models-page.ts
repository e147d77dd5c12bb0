import type { Locator, Page } from '@playwright/test';

/** The library of trained adversaries. */
export class ModelsPage {
  readonly open: Locator;
  readonly heading: Locator;
  readonly lines: Locator;
  readonly card: Locator;
  readonly importFolder: Locator;
  readonly exportFolder: Locator;
  readonly rename: Locator;
  readonly remove: Locator;
  readonly dialog: Locator;
  readonly back: Locator;

  constructor(readonly page: Page) {
    this.open = page.getByRole('button', { name: 'Adversaries' });
    this.heading = page.getByRole('heading', { name: 'Trained adversaries' });
    this.lines = page.getByTestId('model');
    this.card = page.getByRole('article');
    this.importFolder = page.getByRole('button', { name: 'Import a folder…' });
    this.exportFolder = page.getByRole('button', { name: 'Export…' });
    this.rename = this.card.getByRole('button', { name: 'Rename' });
    this.remove = this.card.getByRole('button', { name: 'Delete' });
    this.dialog = page.getByRole('dialog');
    this.back = page.getByRole('button', { name: 'Back' });
  }
}
