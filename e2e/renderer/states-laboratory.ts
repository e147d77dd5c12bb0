import type { Page } from '@playwright/test';
import { fixtureTrial } from './fixture-shaping';
import { fixtureSearch, fixtureShapingStudy } from './fixture-shaping-runs';
import { openWindow } from './journey';
import { LaboratoryPage } from './pages/laboratory-page';
import { notify, usual, type Script } from './scripted-bridge';

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

/** What the job of a measurement tells on its way. */
export async function measuring(page: Page): Promise<void> {
  const progress = { stage: 'training', done: 40, total: 80, unit: 'trees' } as const;
  const more = { rate: 12.4, secondsLeft: 41, fraction: 0.43 };
  await notify(page, 'jobProgress', { jobId: 'shaping-1', progress: { ...progress, ...more } });
}
/** A measurement and a search that came to something. */
export async function measured(page: Page, lab: LaboratoryPage): Promise<void> {
  await lab.measure.click();
  await measuring(page);
  const result = fixtureShapingStudy();
  await notify(page, 'jobDone', { jobId: 'shaping-1', outcome: { kind: 'shaping', result } });
  await lab.search.click();
  const found = { kind: 'shaping-search', result: fixtureSearch() } as const;
  await notify(page, 'jobDone', { jobId: 'search-1', outcome: found });
  await lab.useFound.waitFor();
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
  'laboratory measuring what cannot be kept up': async (page, app) => {
    const never = { wait: 75, feasible: false, bytes: 66, packets: 3000 };
    const lab = await laboratoryFull(page, app, { tryShaping: fixtureTrial(never) });
    await lab.measure.click();
    await measuring(page);
    await lab.search.click();
    await page.getByText('41 s').first().waitFor();
  },
  laboratory: async (page, app) => {
    const lab = await laboratoryFull(page, app);
    await measured(page, lab);
    for (const name of ['Off', 'Balanced (Padding + Jitter)'])
      await lab.compare(name).check({ force: true });
  },
};
