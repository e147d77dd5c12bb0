import type { Locator, Page } from '@playwright/test';

/** The shaping laboratory. */
export class LaboratoryPage {
  /** In the app bar. */
  readonly open: Locator;
  /** On the review and beneath an audit. */
  readonly openThis: Locator;
  readonly heading: Locator;
  readonly back: Locator;
  readonly vantage: Locator;
  readonly place: Locator;
  readonly add: Locator;
  readonly inShort: Locator;

  constructor(readonly page: Page) {
    this.open = page.getByRole('button', { name: 'Laboratory', exact: true });
    this.openThis = page.getByRole('button', { name: /^Try what would protect this home/ });
    this.heading = page.getByRole('heading', { level: 1, name: /^What would protect this home/ });
    this.back = page.getByRole('main').getByRole('button', { name: 'Back', exact: true });
    this.vantage = page.getByRole('combobox', { name: 'Where the eavesdropper listens' });
    this.place = page.getByRole('combobox', { name: 'Where it runs' });
    this.add = page.getByRole('button', { name: 'Add another after it' });
    this.inShort = page.getByRole('region', { name: 'In short' });
  }

  section(title: string): Locator {
    return this.page.getByRole('region', { name: title }).first();
  }
  preset(name: string): Locator {
    return this.page.getByRole('radio', { name, exact: true });
  }
  /** A shaping of the sequence by its place, from 1; the only one has none. */
  step(place: number | null): Locator {
    const name = place === null ? 'Shaping' : `Shaping ${place}`;
    return this.page.getByRole('region', { name, exact: true });
  }
  slider(label: string): Locator {
    return this.page.getByRole('slider', { name: label });
  }
}
