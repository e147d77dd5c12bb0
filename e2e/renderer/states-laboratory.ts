import type { Page } from '@playwright/test';
import { fixtureTrial } from './fixture-shaping';
import { openWindow } from './journey';
import { LaboratoryPage } from './pages/laboratory-page';
import { usual, type Script } from './scripted-bridge';

type Open = (page: Page, app: string) => Promise<unknown>;

/** Opens the laboratory from the first screen; the outside answers as said. */
export async function laboratory(
  page: Page,
  app: string,
  changes: Partial<Script['laboratory']> = {},
): Promise<LaboratoryPage> {
  await openWindow(page, app, { laboratory: { ...usual.laboratory, ...changes } });
  const lab = new LaboratoryPage(page);
  await lab.open.click();
  await lab.heading.waitFor();
  return lab;
}
/** The same with the first answer there. */
export async function laboratoryFull(
  page: Page,
  app: string,
  changes: Partial<Script['laboratory']> = {},
): Promise<LaboratoryPage> {
  const lab = await laboratory(page, app, changes);
  await lab.inShort.waitFor();
  return lab;
}

export const laboratoryStates: Record<string, Open> = {
  'laboratory loading': async (page, app) => {
    await laboratory(page, app, { tryShaping: 'never' });
    await page.getByText('The recording is read and').first().waitFor();
  },
  'laboratory failed': async (page, app) => {
    const detail = 'dummies need a far end';
    const problem = { code: 'shaping-impossible', params: { shaping: 'front', detail } } as const;
    await laboratory(page, app, { tryShaping: { problem } });
    await page.getByRole('alert').waitFor();
  },
  laboratory: (page, app) => laboratoryFull(page, app),
  'laboratory infeasible': (page, app) =>
    laboratoryFull(page, app, {
      tryShaping: fixtureTrial({ wait: 75, feasible: false, bytes: 66, packets: 3000 }),
    }),
};
