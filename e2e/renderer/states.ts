import type { Page } from '@playwright/test';
import { fixtureProgress } from './fixture-progress';
import { fixtureSighting } from './fixture-sighting';
import { fixtureSeconds } from './fixture-seconds';
import { fixtureAudit } from './fixtures';
import {
  fixtureEnd,
  fixtureInspect,
  fixtureInterfaces,
  fixtureUpdate,
  type LiveOptions,
} from './fixtures-live';
import { openAudit, openEnd, openLive, openWindow, sendRates, startAudit } from './journey';
import { GuidePage } from './pages/guide-page';
import { MarksPage } from './pages/marks-page';
import { RecordPage } from './pages/record-page';
import { ReviewPage } from './pages/review-page';
import { SidesPage } from './pages/sides-page';
import { StartPage } from './pages/start-page';
import { notify, type Script } from './scripted-bridge';
import { compareStates } from './states-compare';
import { laboratoryStates } from './states-laboratory';
import { trainingStates } from './states-training';

type Open = (page: Page, app: string) => Promise<unknown>;

async function setUp(page: Page, app: string, script: Partial<Script> = {}): Promise<RecordPage> {
  await openWindow(page, app, script);
  const record = new RecordPage(page);
  await record.open();
  return record;
}
async function live(page: Page, app: string, options: LiveOptions): Promise<void> {
  await openLive(page, app);
  await notify(page, 'captureUpdate', { jobId: 'capture-1', update: fixtureUpdate(options) });
  await page.locator('[data-fact="dropped"]').waitFor();
}
async function review(page: Page, app: string, script: Partial<Script> = {}): Promise<void> {
  await openWindow(page, app, script);
  await new StartPage(page).open.click();
  await new ReviewPage(page).start.waitFor();
}
async function sides(page: Page, app: string, script: Partial<Script> = {}): Promise<SidesPage> {
  await review(page, app, script);
  const screen = new SidesPage(page);
  await screen.open.click();
  return screen;
}
const permission = {
  code: 'capture-permission',
  params: {
    program: 'dumpcap',
    detail: 'permission denied',
    command: 'sudo usermod -aG wireshark "$USER"',
  },
} as const;

/** Every screen in every state that people can meet, each by how to get there. */
export const states: Record<string, Open> = {
  start: (page, app) => openWindow(page, app),
  guide: async (page, app) => {
    await openWindow(page, app);
    await new StartPage(page).guide.click();
    await new GuidePage(page).heading.waitFor();
  },
  'record loading': (page, app) => setUp(page, app, { listInterfaces: 'never' }),
  'record failed list': async (page, app) => {
    const record = await setUp(page, app, {
      listInterfaces: { problem: { code: 'capture-helper-gone', params: { detail: 'exit 1' } } },
    });
    await record.problems.first().waitFor();
  },
  'record empty': async (page, app) => {
    const record = await setUp(page, app, {
      listInterfaces: { ...fixtureInterfaces(), interfaces: [] },
    });
    await record.again.waitFor();
  },
  record: async (page, app) => {
    const record = await setUp(page, app);
    await sendRates(page, 40);
    await record.command.waitFor();
  },
  'record options': async (page, app) => {
    const record = await setUp(page, app);
    await sendRates(page, 12);
    await record.options.click();
    await record.option('Keep the newest only').check();
    await record.option('Bytes kept of each packet').fill('7');
    await record.filter.fill('hst 1.2.3.4');
    await page.getByText('syntax error in filter expression').first().waitFor();
  },
  'record over ssh': async (page, app) => {
    const record = await setUp(page, app);
    await record.source('A router, over ssh').check();
    await record.destination.fill('root@192.168.1.1');
    await record.chooseKey.click();
    await record.adversary('A trained model').check();
    await page.getByRole('button', { name: 'Choose a folder…' }).click();
    await record.command.getByText('ssh').waitFor();
  },
  'record with coarse timestamps': async (page, app) => {
    const record = await setUp(page, app, { listInterfaces: fixtureInterfaces(['cap', 'ssh']) });
    await record.coarse.waitFor();
  },
  'record without a backend': async (page, app) => {
    const record = await setUp(page, app, { listInterfaces: fixtureInterfaces([]) });
    await record.problems.first().waitFor();
  },
  'record not started': async (page, app) => {
    const record = await setUp(page, app, { startCapture: { problem: permission } });
    await record.start.click();
    await page.getByRole('alert').waitFor();
  },
  'live before packets': (page, app) => openLive(page, app),
  'live waiting': (page, app) => live(page, app, { labelling: 'waiting', seconds: 48, devices: 7 }),
  'live learning': (page, app) => live(page, app, { labelling: 'learning' }),
  live: (page, app) => live(page, app, {}),
  'live paused with losses': (page, app) =>
    live(page, app, { state: 'paused', dropped: 3127, labelling: 'off' }),
  'live with cap': (page, app) => live(page, app, { backend: 'cap', labelling: 'failed' }),
  'live renaming': async (page, app) => {
    await live(page, app, { devices: 40 });
    await page
      .getByRole('button', { name: /^Rename / })
      .first()
      .click();
  },
  'recording, marking what is done': async (page, app) => {
    await live(page, app, {});
    const marks = new MarksPage(page);
    await marks.add('lock');
    await marks.add('open');
    await marks.deed('lock').press.click();
    await marks.deed('open').guide.click();
    await marks.guide.waitFor();
  },
  'ended, with marks judged': async (page, app) => {
    await live(page, app, {});
    const marks = new MarksPage(page);
    await marks.add('on');
    await marks.deed('on').press.click();
    await notify(page, 'captureEnded', { jobId: 'capture-1', result: fixtureEnd() });
    await marks.judged.getByRole('table').waitFor();
  },
  ended: (page, app) => openEnd(page, app),
  'ended with warnings': (page, app) =>
    openEnd(page, app, fixtureEnd({ backend: 'cap', end: 'condition' })),
  'ended and saved': async (page, app) => {
    const end = await openEnd(page, app);
    await end.save.click();
    await page.getByText(/^Saved: /).waitFor();
  },
  'ended, discarding': async (page, app) => {
    const end = await openEnd(page, app);
    await end.discard.click();
    await end.dialog.waitFor();
  },
  'ended by a problem': async (page, app) => {
    await openLive(page, app);
    await notify(page, 'captureFailed', {
      jobId: 'capture-1',
      problem: { code: 'interface-gone', params: { interface: 'wlan0-ap' } },
      result: fixtureEnd({ end: 'problem', dropped: 12 }),
    });
    await page.getByRole('alert').waitFor();
  },
  'ended with nothing': async (page, app) => {
    await openLive(page, app);
    await notify(page, 'captureFailed', {
      jobId: 'capture-1',
      problem: { code: 'nothing-captured', params: { interface: 'wlan0-ap' } },
      result: fixtureEnd({ packets: 0 }),
    });
    await page.getByRole('alert').waitFor();
  },
  'review loading': (page, app) => review(page, app, { inspectFiles: 'never' }),
  'review failed': async (page, app) => {
    await review(page, app, {
      inspectFiles: {
        problem: {
          code: 'capture-malformed',
          params: { file: 'home.pcap', offset: 73_512, detail: 'block length 3' },
        },
      },
    });
    await page.getByRole('alert').waitFor();
  },
  'review without devices': async (page, app) => {
    await review(page, app, { inspectFiles: { ...fixtureInspect([]), packets: 12 } });
    await page.getByText(/^No device of a home/).waitFor();
  },
  review: async (page, app) => {
    await review(page, app);
    await new ReviewPage(page).devices.first().waitFor();
    await page.getByText('3 hints').first().click();
  },
  'review of a tunnel': async (page, app) => {
    const inspected = fixtureInspect(undefined, [fixtureSighting()]);
    await review(page, app, { inspectFiles: inspected });
    await page.getByText('What speaks for WireGuard').click();
  },
  'review of a recording': async (page, app) => {
    const end = await openEnd(page, app);
    await end.audit.click();
    await new ReviewPage(page).devices.first().waitFor();
  },
  'review without a capture': (page, app) =>
    review(page, app, {
      chooseFiles: { captures: [], labels: '/x/devices.csv', events: '/x/events.csv' },
    }),
  'both sides loading': async (page, app) => {
    await sides(page, app, { seeTenSeconds: 'never' });
    await page.getByText('Reading the recording …').waitFor();
  },
  'both sides failed': async (page, app) => {
    await sides(page, app, {
      seeTenSeconds: { problem: { code: 'no-internet-packets', params: { packets: 812 } } },
    });
    await page.getByRole('alert').waitFor();
  },
  'both sides of nothing': async (page, app) => {
    await sides(page, app, { seeTenSeconds: fixtureSeconds({ packets: 0 }) });
    await page.getByText('Nobody sent anything in these seconds.').waitFor();
  },
  'both sides': async (page, app) => (await sides(page, app)).packet.waitFor(),
  'both sides, following a device': async (page, app) => {
    const screen = await sides(page, app, { seeTenSeconds: fixtureSeconds({ simulated: true }) });
    await screen.device.selectOption('kitchen-speaker');
  },
  'both sides of thousands': async (page, app) => {
    const many = fixtureSeconds({ packets: 3000, all: 23_418, devices: 19 });
    await (await sides(page, app, { seeTenSeconds: many })).packet.waitFor();
  },
  'both sides, without an adversary': async (page, app) => {
    await sides(page, app, { explainPacket: { kind: 'no-adversary' } });
    await page.getByText('No adversary is at hand').waitFor();
  },
  'both sides over TCP': async (page, app) => {
    const screen = await sides(page, app);
    await screen.tunnel.selectOption('OpenVPN over TCP (AES-256-GCM)');
    await page.getByText('each bar but the tunnel’s own is a record').waitFor();
  },
  progress: async (page, app) => {
    await openWindow(page, app);
    await startAudit(page);
    const all = fixtureProgress(['napt', 'openvpn-udp-aes-256-gcm', 'wireguard']);
    await notify(page, 'jobProgress', { jobId: 'job-1', progress: all[8]! });
  },
  audit: async (page, app) => {
    const audit = await openAudit(page, app);
    for (const details of await page.getByText('The same as a table').all()) await details.click();
    await audit.section('Hour by hour').locator('canvas').first().waitFor();
  },
  'audit, sequences of a device': async (page, app) => {
    const audit = await openAudit(page, app);
    await audit.chooseSequences(1);
    await page.getByTestId('profiles').waitFor();
  },
  'simulated audit with little in it': (page, app) =>
    openAudit(
      page,
      app,
      fixtureAudit({ simulated: true, vantages: ['napt'], claims: false, leakage: false }),
    ),
  problem: async (page, app) => {
    await openWindow(page, app, {
      startAudit: { problem: { code: 'no-packets', params: { file: 'home.pcap' } } },
    });
    await startAudit(page);
    await page.getByRole('button', { name: 'Copy details' }).waitFor();
  },
  'problem with a command': async (page, app) => {
    await openWindow(page, app, { startAudit: { problem: permission } });
    await startAudit(page);
    await page.getByTestId('command').waitFor();
  },
  'no bridge': (page, app) => page.goto(app),
  ...trainingStates,
  ...compareStates,
  ...laboratoryStates,
};
