import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, test as base } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';

export const root = resolve(__dirname, '../..');

/** The running program: its main process, its window, and what it wrote to stderr. */
export interface HomeMole {
  app: ElectronApplication;
  page: Page;
  stderr: () => string;
}

/** Starts the built program as `npm start` does, with settings of its own that are gone after. */
async function launch(): Promise<{ homemole: HomeMole; close: () => Promise<void> }> {
  const { findElectron } = await import('../runtime/electron.mjs');
  const { dist } = await findElectron((line) => console.error(line));
  // Playwright asks Electron's own package, in this process, which asks the environment.
  process.env.ELECTRON_OVERRIDE_DIST_PATH = dist;
  const userData = await mkdtemp(join(tmpdir(), 'homemole-e2e-'));
  // What is temporary goes with the rest, also of a program that was killed.
  const temporary = join(userData, 'tmp');
  await mkdir(temporary);
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const app = await _electron.launch({
    // The system's own, which tests set by `nativeTheme`; Playwright would say light.
    colorScheme: null,
    cwd: root,
    args: ['.', ...(asRoot ? ['--no-sandbox'] : []), `--user-data-dir=${userData}`],
    env: {
      ...(process.env as Record<string, string>),
      HOMEMOLE_FOLDER: userData,
      TMPDIR: temporary,
      HOMEMOLE_TRACE: '1',
    },
  });
  let written = '';
  app.process().stderr?.on('data', (data: Buffer) => (written += data.toString()));
  const page = await app.firstWindow();
  await page.waitForLoadState();
  const close = async (): Promise<void> => {
    // A test that failed may leave a recording, over which the window would ask; it is discarded.
    await app
      .evaluate(({ dialog }) => {
        dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
      })
      .catch(() => undefined);
    await app.close();
    await rm(userData, { recursive: true, force: true });
  };
  return { homemole: { app, page, stderr: () => written }, close };
}

/** A test with the program freshly started. */
export const test = base.extend<{ homemole: HomeMole }>({
  homemole: async ({}, use) => {
    const { homemole, close } = await launch();
    await use(homemole);
    await close();
  },
});

export { expect } from '@playwright/test';
