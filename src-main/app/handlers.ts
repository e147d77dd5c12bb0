import type { BrowserWindow } from 'electron';
import { HomeMoleError } from '../contract/errors';
import { appInfo } from './app-info';
import { askForFiles, askForReportPath } from './dialogs';
import { noResult, type EngineHost } from './engine-host';
import type { Handlers } from './ipc-router';
import { sortFiles } from './sort-files';

function later(): never {
  throw new HomeMoleError('not-implemented', { what: 'Live capture', instead: 'Open a file.' });
}

/** What each call of the contract does. */
export function makeHandlers(window: BrowserWindow, engine: EngineHost): Handlers {
  return {
    getAppInfo: () => appInfo(),
    chooseFiles: async () => {
      const paths = await askForFiles(window);
      return paths === null ? null : sortFiles(paths);
    },
    sortFiles: ({ paths }) => sortFiles(paths),
    startAudit: (request) => ({ jobId: engine.startAudit(request) }),
    cancelJob: async ({ jobId }) => ({ cancelled: await engine.cancel(jobId) }),
    saveReport: async ({ jobId }) => {
      if (!engine.hasResult(jobId)) throw noResult();
      const path = await askForReportPath(window);
      return path === null ? null : { path: await engine.writeReport(jobId, path) };
    },
    inspectFiles: later,
    changeDevice: later,
    listInterfaces: later,
    watchRates: later,
    checkFilter: later,
    describeCapture: later,
    chooseModel: later,
    chooseKeyFile: later,
    startCapture: later,
    pauseCapture: later,
    resumeCapture: later,
    stopCapture: later,
    saveCapture: later,
    discardCapture: later,
  };
}
