import type { Locator, Page } from '@playwright/test';

/** Marking what is done while a recording runs, and what the marks are worth. */
export class MarksPage {
  readonly panel: Locator;
  readonly guide: Locator;
  readonly undo: Locator;
  readonly judged: Locator;

  constructor(readonly page: Page) {
    this.panel = page.getByTestId('marks');
    this.guide = page.getByTestId('guide');
    this.undo = this.panel.getByRole('button', { name: /^Undo/ });
    this.judged = page.getByTestId('judged');
  }

  /** A button for something that is done with the device that is chosen. */
  async add(deed: string): Promise<void> {
    await this.panel.getByLabel('What you do with it').fill(deed);
    await this.panel.getByRole('button', { name: 'Add a button' }).click();
    await this.deed(deed).press.waitFor();
  }

  deed(name: string): { press: Locator; guide: Locator; remove: Locator } {
    const { page } = this;
    const tile = this.panel
      .getByTestId('deed')
      .filter({ has: page.getByRole('button', { name: new RegExp(`^${name}\\s`) }) });
    return {
      press: tile.getByRole('button', { name: /I do it now/ }),
      guide: tile.getByRole('button', { name: /^Guide me/ }),
      remove: tile.getByRole('button', { name: /^Remove/ }),
    };
  }
}
