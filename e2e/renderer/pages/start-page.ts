import type { Locator, Page } from '@playwright/test';

/** The first screen, before anything is chosen. */
export class StartPage {
  readonly headline: Locator;
  readonly open: Locator;
  readonly sample: Locator;
  readonly record: Locator;
  readonly guide: Locator;
  readonly dropZone: Locator;

  constructor(readonly page: Page) {
    this.headline = page.getByRole('heading', { level: 1 });
    this.open = page.getByRole('button', { name: 'Open a capture…' });
    this.sample = page.getByRole('button', { name: 'Try the sample home (simulated)' });
    this.record = page.getByRole('button', { name: 'Record now…' });
    this.guide = page.getByRole('button', { name: 'How to record my home' });
    this.dropZone = page.getByTestId('drop-zone');
  }

  /** Drops files by name anywhere on the window. */
  async drop(names: string[]): Promise<void> {
    const transfer = await this.page.evaluateHandle((given) => {
      const data = new DataTransfer();
      for (const name of given) data.items.add(new File(['x'], name));
      return data;
    }, names);
    await this.page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
    await this.page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  }
}
