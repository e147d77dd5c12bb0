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
  readonly measure: Locator;
  readonly search: Locator;
  /** Takes the setting that a search found. */
  readonly useFound: Locator;
  /** Marks of the chart. */
  readonly marks: Locator;

  constructor(readonly page: Page) {
    this.open = page.getByRole('button', { name: 'Laboratory', exact: true });
    this.openThis = page.getByRole('button', { name: /^Try what would protect this home/ });
    this.heading = page.getByRole('heading', { level: 1, name: /^What would protect this home/ });
    this.back = page.getByRole('main').getByRole('button', { name: 'Back', exact: true });
    this.vantage = page.getByRole('combobox', { name: 'Where the eavesdropper listens' });
    this.place = page.getByRole('combobox', { name: 'Where it runs' });
    this.add = page.getByRole('button', { name: 'Add another after it' });
    this.inShort = page.getByRole('region', { name: 'In short' });
    this.measure = page.getByRole('button', { name: 'Measure against an adversary who adapts' });
    this.search = page.getByRole('button', { name: 'Search', exact: true });
    this.useFound = page.getByRole('button', { name: 'Use it' });
    this.marks = page.getByRole('group', { name: /^Chart of / }).getByRole('button');
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
  /** Lays a kept run beside others. */
  compare(name: string): Locator {
    return this.page.getByRole('checkbox', { name: `Compare ${name}`, exact: true });
  }
  run(name: string): Locator {
    return this.page
      .getByRole('table', { name: 'Runs kept' })
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name }) });
  }
  slider(label: string): Locator {
    return this.page.getByRole('slider', { name: label });
  }
}
