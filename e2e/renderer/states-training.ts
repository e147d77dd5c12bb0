import type { Page } from '@playwright/test';
import type { TrainingPoint } from '../../src-main/contract/learning';
import { fixtureCard, fixtureModels, fixtureStored, lineOf } from './fixture-models';
import { fixtureInspect } from './fixtures-live';
import { openWindow } from './journey';
import { ModelsPage } from './pages/models-page';
import { StartPage } from './pages/start-page';
import { TrainPage } from './pages/train-page';
import { notify, usual, type Script } from './scripted-bridge';

type Open = (page: Page, app: string) => Promise<unknown>;

/** What the library answers, beside the usual. */
export const library = (changes: Partial<Script['library']>): Partial<Script> => ({
  library: { ...usual.library, ...changes },
});

export async function trainSetUp(
  page: Page,
  app: string,
  script: Partial<Script> = {},
): Promise<TrainPage> {
  await openWindow(page, app, script);
  await new StartPage(page).open.click();
  const train = new TrainPage(page);
  await train.open.click();
  await train.heading.waitFor();
  return train;
}
export async function trainRunning(
  page: Page,
  app: string,
  script: Partial<Script> = {},
): Promise<TrainPage> {
  const train = await trainSetUp(page, app, script);
  await train.start.click();
  await train.bar.waitFor();
  return train;
}
export async function trainDone(
  page: Page,
  app: string,
  result = fixtureCard({ name: '.trained-training-1' }),
  script: Partial<Script> = {},
): Promise<TrainPage> {
  const train = await trainRunning(page, app, script);
  await notify(page, 'jobDone', { jobId: 'training-1', outcome: { kind: 'training', result } });
  await train.keep.waitFor();
  return train;
}
export async function openModels(
  page: Page,
  app: string,
  script: Partial<Script> = {},
): Promise<ModelsPage> {
  await openWindow(page, app, script);
  const models = new ModelsPage(page);
  await models.open.click();
  await models.heading.waitFor();
  return models;
}

/** How the training of a network goes, so many epochs of 15. */
export function curve(epochs: number): TrainingPoint[] {
  return Array.from({ length: epochs * 4 }, (_, i) => {
    const epoch = (i + 1) / 4;
    const whole = Number.isInteger(epoch);
    return {
      epoch,
      loss: 2.4 * Math.exp(-epoch / 4) + 0.25,
      validationLoss: whole ? 2.2 * Math.exp(-epoch / 3.5) + 0.5 + 0.01 * epoch : null,
      validationAccuracy: whole ? 0.93 - 0.7 * Math.exp(-epoch / 3) : null,
    };
  });
}
/** A network of a simulated home. */
export function networkCard(): ReturnType<typeof fixtureCard> {
  const card = fixtureCard();
  return fixtureCard({
    name: 'Sample home, BLSTM',
    model: 'blstm',
    data: { ...card.data, simulated: true, source: 'HomeMole simulator' },
    training: { points: curve(15), keptEpoch: 11, ended: 'early', seconds: 81 },
    hyperparameters: { embedding: 30, hidden: 64, dropout: 0.5, batch: 64, rate: 0.001 },
    notes: [
      'Simulated traffic: made by the HomeMole simulator. It says nothing about a real home.',
      'Learned in one home, at one time. Devices of other makes or firmware, and types that it does not list, are given one of its names all the same.',
    ],
  });
}

export const trainingStates: Record<string, Open> = {
  'train set-up': async (page, app) => {
    const train = await trainSetUp(page, app);
    await train.devices.first().waitFor();
  },
  'train set-up, too few devices': async (page, app) => {
    const train = await trainSetUp(page, app);
    await train.none.click();
    await page.getByText('For those who know').click();
  },
  'train set-up loading': (page, app) => trainSetUp(page, app, { inspectFiles: 'never' }),
  'train set-up, who is who unknown': async (page, app) => {
    const problem = { code: 'no-packets', params: { file: 'home.pcap' } } as const;
    await trainSetUp(page, app, { inspectFiles: { problem } });
    await page.getByTestId('problem').waitFor();
  },
  'train refused': async (page, app) => {
    const problem = { code: 'one-class-only', params: { type: 'lamp' } } as const;
    const train = await trainSetUp(page, app, library({ startTraining: { problem } }));
    await train.start.click();
    await page.getByTestId('problem').waitFor();
  },
  'train running': async (page, app) => {
    await trainRunning(page, app);
    const progress = { stage: 'training', done: 40, total: 80, unit: 'trees' } as const;
    const more = { rate: 12.4, secondsLeft: 21, fraction: 0.43 };
    await notify(page, 'jobProgress', {
      jobId: 'training-1',
      progress: { ...progress, ...more, subject: 'wireguard' },
    });
    await page.getByText('Learning', { exact: true }).waitFor();
    await page.waitForTimeout(1100);
  },
  'train done': (page, app) => trainDone(page, app),
  'train done, simulated, without figures': (page, app) => {
    const { data } = networkCard();
    return trainDone(page, app, fixtureCard({ data, figures: null }));
  },
  'train done, name taken': async (page, app) => {
    const problem = { code: 'model-name-taken', params: { name: 'Flat' } } as const;
    const train = await trainDone(page, app, fixtureCard(), library({ keepModel: { problem } }));
    await train.keep.click();
    await page.getByTestId('problem').waitFor();
  },
  'train kept': async (page, app) => {
    const train = await trainDone(page, app);
    await train.keep.click();
    await train.showCard.waitFor();
  },
  models: async (page, app) => {
    const network = networkCard();
    const shipped = lineOf(network, { id: 'shipped/blstm', origin: 'shipped', added: null });
    const list = { models: [...fixtureModels().models, shipped], broken: [] };
    const models = await openModels(page, app, library({ listModels: list }));
    await models.card.waitFor();
  },
  'models with a network': async (page, app) => {
    const card = networkCard();
    const stored = { ...lineOf(card), card };
    const script = { listModels: { models: [lineOf(card)], broken: [] }, readModel: stored };
    await openModels(page, app, library(script));
    await page.locator('canvas').first().waitFor();
  },
  'models empty': async (page, app) => {
    const models = await openModels(page, app, library({ listModels: { models: [], broken: [] } }));
    await models.page.getByText('None yet.').waitFor();
  },
  'models with damaged ones': async (page, app) => {
    const folder = '/home/me/.config/homemole/models/odd';
    const problem = {
      code: 'model-malformed',
      params: { folder, detail: 'card.json is not JSON' },
    } as const;
    const changed = { code: 'model-changed', params: { folder } } as const;
    const list = { ...fixtureModels(), broken: [{ id: 'own/odd', folder, problem }] };
    await openModels(page, app, library({ listModels: list, readModel: { problem: changed } }));
    await page.getByTestId('problem').nth(1).waitFor();
  },
  'models loading': (page, app) => openModels(page, app, library({ listModels: 'never' })),
  'models failed': async (page, app) => {
    const problem = { code: 'engine-gone', params: { detail: 'exit 1' } } as const;
    await openModels(page, app, library({ listModels: { problem } }));
    await page.getByTestId('problem').waitFor();
  },
  'models, deleting': async (page, app) => {
    const models = await openModels(page, app);
    await models.remove.click();
    await models.dialog.waitFor();
  },
  'models, renaming': async (page, app) => {
    const problem = { code: 'model-name-taken', params: { name: 'Flat' } } as const;
    const models = await openModels(page, app, library({ renameModel: { problem } }));
    await models.rename.click();
    await models.dialog.getByRole('button', { name: 'Save' }).click();
    await models.dialog.getByTestId('problem').waitFor();
  },
  'models exported': async (page, app) => {
    const models = await openModels(page, app, library({ readModel: fixtureStored() }));
    await models.exportFolder.click();
    await page.getByText('Written to').waitFor();
  },
};

/** Devices that can be learned in the usual recording. */
export const learnableDevices = fixtureInspect().devices.filter(
  ({ internetPackets }) => internetPackets > 0,
);
