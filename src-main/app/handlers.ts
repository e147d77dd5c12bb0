import type { BrowserWindow } from 'electron';
import { appInfo } from './app-info';
import {
  askForCapturePath,
  askForExportFolder,
  askForFiles,
  askForKeyFile,
  askForModelFolder,
  askForReportPath,
  askForTextPath,
} from './dialogs';
import { noResult, type EngineHost } from './engine-host';
import type { Handlers } from './ipc-router';
import { sortFiles } from './sort-files';

/** What each call of the contract does. */
export function makeHandlers(window: BrowserWindow, engine: EngineHost): Handlers {
  return {
    getAppInfo: () => appInfo(),
    chooseFiles: async () => {
      const paths = await askForFiles(window);
      return paths === null ? null : sortFiles(paths);
    },
    sortFiles: ({ paths }) => sortFiles(paths),
    startAudit: (request) => ({ jobId: engine.start({ kind: 'audit', request }) }),
    cancelJob: async ({ jobId }) => ({ cancelled: await engine.cancel(jobId) }),
    saveReport: async ({ jobId }) => {
      if (!engine.hasAudit(jobId)) throw noResult();
      const path = await askForReportPath(window);
      return path === null ? null : { path: await engine.writeReport(jobId, path) };
    },
    inspectFiles: (request) => engine.inspect(request),
    changeDevice: (change) => engine.ask('changeDevice', change),
    seeTenSeconds: (request) => engine.seeTenSeconds(request),
    explainPacket: (request) => engine.explainPacket(request),
    forgetTenSeconds: () => engine.ask('forgetTenSeconds', undefined),
    listInterfaces: () => engine.ask('listInterfaces', undefined),
    watchRates: ({ on }) => engine.watchRates(on),
    checkFilter: (request) => engine.ask('checkFilter', request),
    describeCapture: (request) => engine.ask('describeCapture', request),
    chooseModel: async () => {
      const folder = await askForModelFolder(window);
      return folder === null ? null : engine.ask('readModelFolder', { folder });
    },
    listModels: () => engine.ask('listModels', undefined),
    readModel: (request) => engine.ask('readModel', request),
    startTraining: (request) => ({ jobId: engine.start({ kind: 'training', request }) }),
    startStudy: (request) => ({ jobId: engine.start({ kind: 'study', request }) }),
    startShaping: (request) => ({ jobId: engine.start({ kind: 'shaping', request }) }),
    startShapingSearch: (request) => ({
      jobId: engine.start({ kind: 'shaping-search', request }),
    }),
    learnProfiles: (request) => engine.learnProfiles(request),
    tryShaping: (request) => engine.tryShaping(request),
    forgetShaping: () => engine.ask('forgetShaping', undefined),
    exportShaping: (request) => engine.ask('exportShaping', request),
    saveText: async ({ file, text }) => {
      const path = await askForTextPath(window, file);
      return path === null ? null : engine.ask('writeText', { path, text });
    },
    keepModel: (request) => engine.ask('keepModel', request),
    discardModel: (request) => engine.ask('discardModel', request),
    importModel: async () => {
      const folder = await askForModelFolder(window);
      return folder === null ? null : engine.ask('importModel', { folder });
    },
    exportModel: async ({ id }) => {
      const { name } = await engine.ask('readModel', { id });
      const path = await askForExportFolder(window, name);
      return path === null ? null : engine.ask('exportModel', { id, path });
    },
    renameModel: (request) => engine.ask('renameModel', request),
    deleteModel: (request) => engine.ask('deleteModel', request),
    chooseKeyFile: async () => {
      const path = await askForKeyFile(window);
      return path === null ? null : { path };
    },
    startCapture: (request) => engine.captures.start(request),
    pauseCapture: (request) => engine.ask('pauseCapture', request),
    resumeCapture: (request) => engine.ask('resumeCapture', request),
    stopCapture: (request) => engine.ask('stopCapture', request),
    saveCapture: async ({ jobId, anonymised }) => {
      engine.captures.recordings.filesOf(jobId);
      const path = await askForCapturePath(window, anonymised);
      return path === null ? null : engine.captures.save(jobId, path, anonymised);
    },
    markEvents: ({ jobId, marks }) => engine.captures.mark(jobId, marks),
    judgeMarks: ({ jobId, labels }) => engine.captures.judge(jobId, labels),
    discardCapture: ({ jobId }) => engine.captures.discard(jobId),
  };
}
