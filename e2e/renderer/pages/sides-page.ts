import type { Locator, Page } from '@playwright/test';

/** The same seconds, seen from inside, from the provider and from outside a tunnel. */
export class SidesPage {
  readonly open: Locator;
  readonly heading: Locator;
  readonly back: Locator;
  readonly lanes: Locator;
  readonly packet: Locator;
  readonly tunnel: Locator;
  readonly device: Locator;
  readonly scrubber: Locator;
  readonly ledger: Locator;
  readonly next: Locator;
  readonly compare: Locator;

  constructor(readonly page: Page) {
    this.open = page.getByRole('button', { name: 'See both sides, packet by packet…' });
    this.heading = page.getByRole('heading', { level: 1 });
    this.back = page.getByRole('button', { name: 'Back', exact: true });
    this.lanes = page.getByRole('slider', { name: 'Packets in order of time' });
    this.packet = page.getByTestId('packet');
    this.tunnel = page.getByRole('combobox', { name: 'Tunnel' });
    this.device = page.getByRole('combobox', { name: 'Follow a device' });
    this.scrubber = page.getByRole('slider', { name: 'Start of the seconds shown' });
    this.ledger = page.getByRole('region', { name: 'All packets of these seconds' });
    this.next = page.getByRole('button', { name: 'Next packet' });
    this.compare = page.getByRole('table', { name: 'Bits hidden of the size of a packet' });
  }

  /** What one place sees of the chosen packet, e.g. `inside-device`. */
  cell(name: string): Locator {
    return this.packet.locator(`[data-cell="${name}"]`);
  }

  moment(name: string): Locator {
    return this.page.getByRole('button', { name });
  }

  zoom(name: string): Locator {
    return this.page.getByRole('radio', { name, exact: true });
  }
}
