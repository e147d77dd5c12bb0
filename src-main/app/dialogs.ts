import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import { describeProblem } from '../contract/messages';
import type { GuardedWindow } from './close-guard';
import { words } from './words';

const captureExtensions = ['pcap', 'pcapng', 'cap', 'dmp', 'gz', 'zst', 'lz4', 'csv'];

/** Asks for captures and their CSVs; null when dismissed. */
export async function askForFiles(window: BrowserWindow): Promise<string[] | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: words.chooseTitle,
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: words.chooseKinds, extensions: captureExtensions },
      { name: words.allFiles, extensions: ['*'] },
    ],
  });
  return canceled || filePaths.length === 0 ? null : filePaths;
}

/** Asks where the report shall go; null when dismissed. */
export async function askForReportPath(window: BrowserWindow): Promise<string | null> {
  const day = new Date().toISOString().slice(0, 10);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: words.saveTitle,
    defaultPath: join(app.getPath('documents'), `homemole-report-${day}.html`),
    filters: [{ name: words.report, extensions: ['html'] }],
  });
  if (canceled || !filePath) return null;
  return filePath.endsWith('.html') ? filePath : `${filePath}.html`;
}

/** Asks where a text shall go; its kind of file is kept. Null when dismissed. */
export async function askForTextPath(window: BrowserWindow, file: string): Promise<string | null> {
  const extension = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: words.saveTextTitle,
    defaultPath: join(app.getPath('documents'), file),
    filters: [{ name: words.text, extensions: [extension] }],
  });
  if (canceled || !filePath) return null;
  return filePath.endsWith(`.${extension}`) ? filePath : `${filePath}.${extension}`;
}

/** Asks where a recording shall go; null when dismissed. */
export async function askForCapturePath(
  window: BrowserWindow,
  anonymised: boolean,
): Promise<string | null> {
  const time = new Date().toISOString().slice(0, 16).replace(/[T:]/g, '-');
  const name = anonymised ? `homemole-anonymised-${time}` : `homemole-${time}`;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: words.saveCaptureTitle,
    defaultPath: join(app.getPath('documents'), `${name}.pcapng`),
    filters: [{ name: words.capture, extensions: ['pcapng'] }],
  });
  if (canceled || !filePath) return null;
  return filePath.endsWith('.pcapng') ? filePath : `${filePath}.pcapng`;
}

/** Asks for the folder of a trained model; null when dismissed. */
export async function askForModelFolder(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: words.modelTitle,
    properties: ['openDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks for the folder, to be made, that a model goes into; null when dismissed. */
export async function askForExportFolder(
  window: BrowserWindow,
  name: string,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: words.exportModelTitle,
    defaultPath: join(app.getPath('documents'), fileNameOf(name)),
    buttonLabel: words.exportModel,
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || !filePath ? null : filePath;
}

/** Without what some file system does not take in a name. */
function fileNameOf(name: string): string {
  return name.replace(/[<>:"/\\|?*]+/g, '-').replace(/^\.+|[. ]+$/g, '') || 'model';
}

/** Asks for a private key of ssh; null when dismissed. */
export async function askForKeyFile(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: words.keyTitle,
    defaultPath: join(app.getPath('home'), '.ssh'),
    properties: ['openFile', 'showHiddenFiles'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** What the guard of a recording that was not saved asks and says. */
export function closeDialogs(window: BrowserWindow): Omit<GuardedWindow, 'close'> {
  return {
    choose: async (running) => {
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        message: running ? words.recordingRuns : words.recordingUnsaved,
        detail: words.recordingLost,
        buttons: [words.save, words.discard, words.cancel],
        defaultId: 0,
        cancelId: 2,
        noLink: true,
      });
      return (['save', 'discard'] as const)[response] ?? 'stay';
    },
    path: () => askForCapturePath(window, false),
    tell: async (problem) => {
      const { cause, remedy } = describeProblem(problem);
      await dialog.showMessageBox(window, { type: 'error', message: cause, detail: remedy });
    },
  };
}
