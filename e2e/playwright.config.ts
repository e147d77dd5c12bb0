import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

// Two projects: the renderer alone in Chromium against a bridge made of the contract, and the real
// program in Electron. Both want a build (`npm run build`); `npm test` sees to all of it.
const results = resolve(__dirname, '../test-results');

/** The browser without a window of its own where it is there: it takes half the time. */
const browsers = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const browser = process.env.CHROMIUM_PATH ?? browsers.find((path) => existsSync(path));

export default defineConfig({
  outputDir: resolve(results, 'e2e'),
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: resolve(results, 'e2e.json') }]],
  projects: [
    {
      name: 'renderer',
      testDir: 'renderer',
      fullyParallel: true,
      use: {
        browserName: 'chromium',
        launchOptions: {
          ...(browser === undefined ? {} : { executablePath: browser }),
          // Chromium has no sandbox for root.
          args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
        },
      },
    },
    // One program at a time: its tests record, and watch how soon the window answers.
    { name: 'electron', testDir: 'electron', workers: 1 },
  ],
});
