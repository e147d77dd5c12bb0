import type { Locator, Page } from '@playwright/test';

/** The set-up before a recording. */
export class RecordPage {
  readonly heading: Locator;
  readonly back: Locator;
  readonly start: Locator;
  readonly guide: Locator;
  readonly interfaces: Locator;
  readonly filter: Locator;
  readonly destination: Locator;
  readonly port: Locator;
  readonly remoteInterface: Locator;
  readonly chooseKey: Locator;
  readonly options: Locator;
  readonly vantage: Locator;
  readonly backend: Locator;
  readonly coarse: Locator;
  readonly again: Locator;
  readonly command: Locator;
  readonly problems: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { name: 'What to record', exact: true });
    this.back = page.getByRole('button', { name: 'Back', exact: true });
    this.start = page.getByRole('button', { name: /^Start(ing| recording)/ });
    this.guide = page.getByRole('main').getByRole('button', { name: 'Where to record' });
    this.interfaces = page.getByTestId('interface');
    this.filter = page.getByLabel('Capture filter (optional)');
    this.destination = page.getByLabel('Log in as');
    this.port = page.getByLabel('Port', { exact: true });
    this.remoteInterface = page.getByLabel('Interface on the router');
    this.chooseKey = page.getByRole('button', { name: 'Choose a key file…' });
    this.options = page.getByText(/^Options: /);
    this.vantage = page.getByLabel('It listens');
    this.backend = page.getByTestId('backend');
    this.coarse = page.getByTestId('coarse');
    this.again = page.getByRole('button', { name: 'Look again' });
    this.command = page.getByRole('region', { name: 'The command that will run' });
    this.problems = page.getByTestId('problem');
  }

  /** From the first screen. */
  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Record now…' }).click();
    await this.heading.waitFor();
  }

  /** An interface by its system name. */
  interface(name: string): Locator {
    return this.interfaces
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .getByRole('radio');
  }

  source(name: 'This computer' | 'A router, over ssh'): Locator {
    return this.page.getByRole('radio', { name, exact: true });
  }

  adversary(name: 'Nobody' | 'One that learns from this home' | 'A trained model'): Locator {
    return this.page.getByRole('radio', { name, exact: true });
  }

  option(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }
}
