import type { Locator, Page } from '@playwright/test';

/** Training an adversary: set-up, running, done. */
export class TrainPage {
  readonly open: Locator;
  readonly heading: Locator;
  readonly start: Locator;
  readonly devices: Locator;
  readonly none: Locator;
  readonly vantage: Locator;
  readonly bar: Locator;
  readonly cancel: Locator;
  readonly bars: Locator;
  readonly name: Locator;
  readonly keep: Locator;
  readonly discard: Locator;
  readonly again: Locator;
  readonly showCard: Locator;

  constructor(readonly page: Page) {
    this.open = page.getByRole('button', { name: 'Train an adversary on this' });
    this.heading = page.getByRole('heading', { name: 'What should it learn?' });
    this.start = page.getByRole('button', { name: 'Start training' });
    this.devices = page.getByTestId('train-device');
    this.none = page.getByRole('button', { name: 'None', exact: true });
    this.vantage = page.getByRole('combobox', { name: 'Place to listen from' });
    this.bar = page.getByRole('progressbar', { name: 'Progress of the training' });
    this.cancel = page.getByRole('button', { name: 'Cancel' });
    this.bars = page.getByTestId('class-bar');
    this.name = page.getByRole('textbox', { name: 'Name' });
    this.keep = page.getByRole('button', { name: 'Keep in the library' });
    this.discard = page.getByRole('button', { name: 'Discard' });
    this.again = page.getByRole('button', { name: 'Train again' });
    this.showCard = page.getByRole('button', { name: 'Show its card' });
  }

  kind(name: string): Locator {
    return this.page.getByRole('radio', { name });
  }
}
