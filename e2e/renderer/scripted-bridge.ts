import type { Page } from '@playwright/test';
import type { Problem } from '../../src-main/contract/errors';
import type {
  AppInfo,
  CallName,
  ChosenFiles,
  Notice,
  NoticeName,
} from '../../src-main/contract/ipc';

/** What the outside answers; a problem in place of a value makes the call fail. */
export interface Script {
  appInfo: AppInfo;
  chooseFiles: ChosenFiles | null | { problem: Problem };
  sortFiles: ChosenFiles | { problem: Problem };
  startAudit: { jobId: string } | { problem: Problem };
  saveReport: { path: string } | null | { problem: Problem };
  /** Whether a cancelled job says so by itself. */
  cancelAnswers: boolean;
}

export const someFiles: ChosenFiles = {
  captures: ['/recordings/captures/flat-2019-07-01.pcapng'],
  labels: '/recordings/captures/devices.csv',
  events: null,
};

const usual: Script = {
  appInfo: { version: '0.1.0', electron: '45.4.1', fallbackRuntime: false, platform: 'linux' },
  chooseFiles: someFiles,
  sortFiles: someFiles,
  startAudit: { jobId: 'job-1' },
  saveReport: { path: '/recordings/HomeMole report.html' },
  cancelAnswers: true,
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
  const answer = (name: string, given: unknown) => (request: unknown) => {
    // As with the real bridge, what cannot be cloned cannot be sent.
    log.push({ name, request: structuredClone(request) });
    const failed = typeof given === 'object' && given !== null && 'problem' in given;
    return Promise.resolve(
      failed
        ? { ok: false, problem: (given as { problem: unknown }).problem }
        : { ok: true, value: structuredClone(given) },
    );
  };
  const bridge = {
    getAppInfo: answer('getAppInfo', script.appInfo),
    chooseFiles: answer('chooseFiles', script.chooseFiles),
    sortFiles: answer('sortFiles', script.sortFiles),
    startAudit: answer('startAudit', script.startAudit),
    saveReport: answer('saveReport', script.saveReport),
    cancelJob: (request: { jobId: string }) => {
      log.push({ name: 'cancelJob', request: structuredClone(request) });
      if (script.cancelAnswers) {
        setTimeout(() =>
          notify('jobFailed', {
            jobId: request.jobId,
            problem: { code: 'cancelled', params: {} },
          }),
        );
      }
      return Promise.resolve({ ok: true, value: { cancelled: script.cancelAnswers } });
    },
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
