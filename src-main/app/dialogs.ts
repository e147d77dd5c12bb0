import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { BrowserWindow } from 'electron';
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
