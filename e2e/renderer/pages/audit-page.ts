import type { Locator, Page } from '@playwright/test';

/** The finished audit. */
export class AuditPage {
  readonly headline: Locator;
  readonly vantages: Locator;
  readonly devices: Locator;
  readonly claims: Locator;
  readonly simulated: Locator;
  readonly save: Locator;
  readonly again: Locator;
  readonly sections: Locator;

  constructor(readonly page: Page) {
    this.headline = page.getByRole('heading', { level: 1 });
    this.vantages = page.getByRole('radiogroup', { name: 'Where the eavesdropper listens' });
    this.devices = page.getByTestId('device');
    this.claims = page.getByTestId('claim');
    this.simulated = page.getByTestId('simulated');
    this.save = page.getByRole('button', { name: 'Save report…' });
    this.again = page.getByRole('button', { name: 'New audit' });
    this.sections = page.getByRole('navigation', { name: 'Sections of the audit' });
  }

  vantage(name: string): Locator {
    return this.vantages.getByRole('radio', { name });
  }

  device(name: string): Locator {
    return this.devices.filter({ has: this.page.getByText(name, { exact: true }) });
  }

  section(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true }).first();
  }

  /** Asks for the sequences of the first, second ... smart device. */
  async chooseSequences(place: number): Promise<void> {
    const section = this.section('What gives a device away');
    await section.getByRole('combobox', { name: 'Device' }).selectOption({ index: place });
  }

  /** The figure that stands beside a key figure's label. */
  figure(label: string): Locator {
    return this.page.locator('dl > div', { hasText: label }).locator('.value');
  }
}
