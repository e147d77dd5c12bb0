import type { Locator, Page } from '@playwright/test';

/** The recording while it runs. */
export class LivePage {
  readonly state: Locator;
  readonly time: Locator;
  readonly pause: Locator;
  readonly resume: Locator;
  readonly stop: Locator;
  readonly devices: Locator;
  readonly strip: Locator;
  readonly labelling: Locator;

  constructor(readonly page: Page) {
    this.state = page.getByRole('heading', { level: 1 });
    this.time = page.getByRole('timer', { name: 'Time' });
    this.pause = page.getByRole('button', { name: 'Pause' });
    this.resume = page.getByRole('button', { name: 'Go on' });
    this.stop = page.getByRole('button', { name: /^Stop/ });
    this.devices = page.getByTestId('live-device');
    this.strip = page.getByTestId('strip');
    this.labelling = page.getByTestId('labelling');
  }

  /** A figure by its key: `packets`, `bytes`, `dropped`, `timestamps`, `duplicates`, `gateway` ... */
  fact(key: string): Locator {
    return this.page.locator(`[data-fact="${key}"]`);
  }

  device(mac: string): Locator {
    return this.page.locator(`[data-testid="live-device"][data-mac="${mac}"]`);
  }

  /** Gives a device a name, by keyboard. */
  async rename(device: Locator, alias: string): Promise<void> {
    await device.getByRole('button', { name: /^Rename / }).press('Enter');
    await device.getByRole('textbox').fill(alias);
    await device.getByRole('textbox').press('Enter');
  }
}
