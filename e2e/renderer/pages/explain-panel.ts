import type { Locator, Page } from '@playwright/test';

/** Why the eavesdropper takes the chosen packet for what it takes it for. */
export class ExplainPanel {
  readonly section: Locator;
  readonly label: Locator;
  readonly sentences: Locator;
  readonly reasons: Locator;
  readonly adversary: Locator;
  /** Drawn in the lanes. */
  readonly arcs: Locator;

  constructor(page: Page) {
    this.section = page.getByRole('region', {
      name: 'What the eavesdropper takes it for, and why',
    });
    this.label = this.section.getByTestId('label');
    this.sentences = this.section.getByRole('status');
    this.reasons = this.section.getByRole('table', { name: 'What moved it' });
    this.adversary = this.section.getByRole('combobox', { name: 'Adversary' });
    this.arcs = page.getByTestId('arcs').locator('path');
  }

  stand(name: string): Locator {
    return this.section.getByRole('radio', { name });
  }
}
