import type { Page } from '@playwright/test';
import type { Problem } from '../../src-main/contract/errors';
import type {
  AppInfo,
  CallName,
  CallReply,
  ChosenFiles,
  Notice,
  NoticeName,
} from '../../src-main/contract/ipc';
import { fixtureJudged } from './fixture-marks';
import { fixtureModels, fixtureStored } from './fixture-models';
import { fixtureExplanation } from './fixture-explanation';
import { fixtureProfiles } from './fixture-profiles';
import { fixtureRecipes, fixtureTrial } from './fixture-shaping';
import { fixtureSeconds } from './fixture-seconds';
import { fixtureInspect, fixtureInterfaces } from './fixtures-live';

type ValueOf<N extends CallName> = Extract<CallReply<N>, { ok: true }>['value'];
/** `never`: the outside takes its time. */
type Given<N extends CallName> = ValueOf<N> | { problem: Problem } | 'never';

/** What the outside answers; a problem in place of a value makes the call fail. */
export interface Script {
  appInfo: AppInfo;
  chooseFiles: Given<'chooseFiles'>;
  sortFiles: Given<'sortFiles'>;
  startAudit: Given<'startAudit'>;
  startStudy: Given<'startStudy'>;
  saveReport: Given<'saveReport'>;
  /** Whether a cancelled job says so by itself. */
  cancelAnswers: boolean;
  inspectFiles: Given<'inspectFiles'>;
  /** Tunnel and seconds follow what is asked for. */
  seeTenSeconds: Given<'seeTenSeconds'>;
  /** Time, size and direction of an explained packet follow what is asked for. */
  explainPacket: Given<'explainPacket'>;
  learnProfiles: Given<'learnProfiles'>;
  /** Null: changes are kept, and what `inspectFiles` answers follows them. */
  changeDevice: { problem: Problem } | null;
  listInterfaces: Given<'listInterfaces'>;
  /** Filters of these texts are refused. */
  badFilters: Record<string, Problem>;
  /** Null: a command line made of the request. */
  describeCapture: { problem: Problem } | null;
  chooseModel: Given<'chooseModel'>;
  chooseKeyFile: Given<'chooseKeyFile'>;
  startCapture: Given<'startCapture'>;
  pauseCapture: Given<'pauseCapture'>;
  stopCapture: Given<'stopCapture'>;
  saveCapture: Given<'saveCapture'>;
  markEvents: Given<'markEvents'>;
  judgeMarks: Given<'judgeMarks'>;
  library: { [N in LibraryCall]: Given<N> };
  laboratory: { [N in LaboratoryCall]: Given<N> };
}

type LibraryCall = Exclude<
  Extract<CallName, `${string}Model` | `${string}Models` | 'startTraining'>,
  'chooseModel'
>;

type LaboratoryCall = Extract<CallName, `${string}Shaping` | 'startShapingSearch' | 'saveText'>;

export const someFiles: ChosenFiles = {
  captures: ['/recordings/captures/flat-2019-07-01.pcapng'],
  labels: '/recordings/captures/devices.csv',
  events: null,
};

/** What the outside answers when nothing else is said. */
export const usual: Script = {
  appInfo: { version: '0.1.0', electron: '45.4.1', fallbackRuntime: false, platform: 'linux' },
  chooseFiles: someFiles,
  sortFiles: someFiles,
  startAudit: { jobId: 'job-1' },
  startStudy: { jobId: 'study-1' },
  saveReport: { path: '/recordings/HomeMole report.html' },
  cancelAnswers: true,
  inspectFiles: fixtureInspect(),
  seeTenSeconds: fixtureSeconds(),
  explainPacket: { kind: 'explained', explanation: fixtureExplanation() },
  learnProfiles: fixtureProfiles(),
  changeDevice: null,
  listInterfaces: fixtureInterfaces(),
  badFilters: {
    'hst 1.2.3.4': {
      code: 'filter-invalid',
      params: { filter: 'hst 1.2.3.4', detail: 'syntax error in filter expression' },
    },
  },
  describeCapture: null,
  chooseModel: {
    folder: '/models/flat',
    name: 'flat-2019',
    vantage: 'wireguard',
    classes: ['garden-camera', 'door-lock', 'television', 'non-iot'],
  },
  chooseKeyFile: { path: '/keys/id_router' },
  startCapture: {
    jobId: 'capture-1',
    command: '/usr/bin/dumpcap -q -i wlan0 -w - -s 262144',
  },
  pauseCapture: null,
  stopCapture: null,
  saveCapture: { paths: ['/recordings/home-2019-07-01.pcapng'], events: null },
  markEvents: null,
  judgeMarks: fixtureJudged(),
  library: {
    listModels: fixtureModels(),
    readModel: fixtureStored(),
    startTraining: { jobId: 'training-1' },
    keepModel: fixtureModels().models[0]!,
    discardModel: null,
    importModel: null,
    exportModel: { path: '/recordings/Flat, WireGuard' },
    renameModel: fixtureModels().models[0]!,
    deleteModel: null,
  },
  laboratory: {
    tryShaping: fixtureTrial(),
    forgetShaping: null,
    exportShaping: fixtureRecipes,
    startShaping: { jobId: 'shaping-1' },
    startShapingSearch: { jobId: 'search-1' },
    saveText: { path: '/recordings/homemole-shapings.csv' },
  },
};

/** Puts a bridge on the page that plays a script, remembers the calls and can be told to notify. */
export async function installBridge(page: Page, changes: Partial<Script> = {}): Promise<void> {
  await page.addInitScript(playScript, { ...usual, ...changes });
}

/** Runs in the page; must not use anything from outside of itself. */
function playScript(script: Script): void {
  type Listener = (notice: unknown) => void;
  const listeners = new Map<string, Set<Listener>>();
  const log: { name: string; request: unknown }[] = [];
  const notify = (name: string, notice: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(structuredClone(notice));
  };
  const reply = (given: unknown): Promise<unknown> => {
    if (given === 'never') return new Promise(() => undefined);
    const failed = typeof given === 'object' && given !== null && 'problem' in given;
    return Promise.resolve(
      failed
        ? { ok: false, problem: (given as { problem: unknown }).problem }
        : { ok: true, value: structuredClone(given) },
    );
  };
  /** As with the real bridge, what cannot be cloned cannot be sent. */
  const call =
    <R>(name: string, answer: (request: R) => unknown) =>
    (request: R) => {
      log.push({ name, request: structuredClone(request) });
      return reply(answer(request));
    };
  const always = (name: string, given: unknown) => call(name, () => given);

  const known: Record<string, { alias: string | null; kind: 'iot' | 'non-iot' | null }> = {};
  const inspected = (): unknown => {
    const given = script.inspectFiles;
    if (given === null || typeof given !== 'object' || 'problem' in given) return given;
    return {
      ...given,
      devices: given.devices.map((device) => {
        const said = known[device.mac];
        return {
          ...device,
          ...(said?.alias ? { name: said.alias, nameSource: 'alias' } : {}),
          ...(said?.kind
            ? { kind: said.kind, kindSource: 'user', kindReason: 'You said so.' }
            : {}),
        };
      }),
    };
  };
  interface Change {
    mac: string;
    alias?: string | null;
    kind?: 'iot' | 'non-iot' | null;
  }
  interface Seconds {
    vantage: string;
    from: number | null;
    seconds: number;
  }
  interface Asked {
    interface: string;
    backend: string | null;
    ssh: { destination: string } | null;
    filter: string;
    snaplen: number;
  }
  const described = ({ ssh, snaplen, filter, ...asked }: Asked): string => {
    const cut = snaplen > 0 ? ` -s ${snaplen}` : '';
    if (ssh !== null)
      return `ssh -T -o BatchMode=yes ${ssh.destination} tcpdump -U -n -i ${asked.interface}${cut} -w - ${filter}`.trim();
    return `/usr/bin/dumpcap -q -i ${asked.interface}${cut} -w -${filter ? ` -f '${filter}'` : ''}`;
  };

  const bridge = {
    getAppInfo: always('getAppInfo', script.appInfo),
    chooseFiles: always('chooseFiles', script.chooseFiles),
    sortFiles: always('sortFiles', script.sortFiles),
    startAudit: always('startAudit', script.startAudit),
    startStudy: always('startStudy', script.startStudy),
    saveReport: always('saveReport', script.saveReport),
    cancelJob: call('cancelJob', (request: { jobId: string }) => {
      const problem = { code: 'cancelled', params: {} };
      if (script.cancelAnswers)
        setTimeout(() => notify('jobFailed', { jobId: request.jobId, problem }));
      return { cancelled: script.cancelAnswers };
    }),
    inspectFiles: call('inspectFiles', inspected),
    changeDevice: call('changeDevice', (change: Change) => {
      if (script.changeDevice !== null) return script.changeDevice;
      const { mac, alias, kind } = change;
      const before = known[mac] ?? { alias: null, kind: null };
      known[mac] = {
        alias: alias === undefined ? before.alias : alias,
        kind: kind === undefined ? before.kind : kind,
      };
      return { format: 'homemole-known-devices', version: 1, devices: known };
    }),
    seeTenSeconds: call('seeTenSeconds', (asked: Seconds) => {
      const given = script.seeTenSeconds;
      if (given === null || typeof given !== 'object' || 'problem' in given) return given;
      const span = { from: asked.from ?? given.span.from, seconds: asked.seconds };
      return { ...given, vantage: asked.vantage, span };
    }),
    explainPacket: call('explainPacket', (asked: { packet: object; vantage: string }) => {
      const given = script.explainPacket;
      if (given === null || typeof given !== 'object' || 'problem' in given) return given;
      if (given.kind !== 'explained') return given;
      const packet = { ...given.explanation.packet, ...asked.packet };
      return { ...given, explanation: { ...given.explanation, packet } };
    }),
    learnProfiles: always('learnProfiles', script.learnProfiles),
    forgetTenSeconds: always('forgetTenSeconds', null),
    listInterfaces: always('listInterfaces', script.listInterfaces),
    watchRates: always('watchRates', null),
    checkFilter: call('checkFilter', (asked: Asked) => script.badFilters[asked.filter] ?? null),
    describeCapture: call(
      'describeCapture',
      (asked: Asked) => script.describeCapture ?? { command: described(asked) },
    ),
    chooseModel: always('chooseModel', script.chooseModel),
    chooseKeyFile: always('chooseKeyFile', script.chooseKeyFile),
    startCapture: always('startCapture', script.startCapture),
    pauseCapture: always('pauseCapture', script.pauseCapture),
    resumeCapture: always('resumeCapture', null),
    stopCapture: always('stopCapture', script.stopCapture),
    saveCapture: always('saveCapture', script.saveCapture),
    markEvents: always('markEvents', script.markEvents),
    judgeMarks: always('judgeMarks', script.judgeMarks),
    discardCapture: always('discardCapture', null),
    ...Object.fromEntries(
      Object.entries({ ...script.library, ...script.laboratory }).map(([name, given]) => [
        name,
        always(name, given),
      ]),
    ),
    listen: (name: string, listener: Listener) => {
      const set = listeners.get(name) ?? new Set<Listener>();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    pathOf: (file: { name?: string }) => `/dropped/${file.name ?? ''}`,
  };
  Object.defineProperty(window, 'homemole', { value: Object.freeze(bridge) });
  Object.assign(window, { scripted: { log, notify } });
}

interface Scripted {
  log: { name: CallName; request: unknown }[];
  notify(name: string, notice: unknown): void;
}

/** Sends a notice as the main process would. */
export async function notify<N extends NoticeName>(
  page: Page,
  name: N,
  notice: Notice<N>,
): Promise<void> {
  await page.evaluate(
    ([n, value]) => (window as unknown as { scripted: Scripted }).scripted.notify(n, value),
    [name, notice] as const,
  );
}

/** The requests of the calls made so far under a name. */
export async function callsOf(page: Page, name: CallName): Promise<unknown[]> {
  const log = await page.evaluate(() => (window as unknown as { scripted: Scripted }).scripted.log);
  return log.filter((call) => call.name === name).map((call) => call.request);
}
