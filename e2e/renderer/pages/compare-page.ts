import type { Locator, Page } from '@playwright/test';

/** Comparing adversaries: set-up, running, result. */
export class ComparePage {
  readonly open: Locator;
  readonly heading: Locator;
  readonly start: Locator;
  readonly bar: Locator;
  readonly cancel: Locator;
  readonly result: Locator;
  readonly setting: Locator;
  readonly matrices: Locator;
  readonly leave: Locator;

  constructor(readonly page: Page) {
    this.open = page.getByRole('button', { name: 'Compare adversaries on this' });
    this.heading = page.getByRole('heading', { name: 'Which ones, and under which conditions?' });
    this.start = page.getByRole('button', { name: 'Start comparing' });
    this.bar = page.getByRole('progressbar', { name: 'Progress of the comparison' });
    this.cancel = page.getByRole('button', { name: 'Cancel' });
    this.result = page.getByRole('heading', { name: 'Who tells your devices apart' });
    this.setting = page.getByRole('combobox', { name: 'Shown' });
    this.matrices = page.getByTestId('compare-matrix');
    this.leave = page.getByRole('button', { name: 'Done', exact: true });
  }

  choice(name: string): Locator {
    return this.page.getByRole('checkbox', { name, exact: true });
  }
  section(title: string): Locator {
    return this.page.getByRole('region', { name: title });
  }
  row(table: string, head: string): Locator {
    return this.page
      .getByRole('table', { name: table })
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: head, exact: true }) });
  }
}
