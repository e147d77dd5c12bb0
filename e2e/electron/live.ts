import type { Page } from '@playwright/test';
import type { LiveRequest } from '@contract/live';
import type { Bridge, Notice } from '@contract/ipc';

/** What the window of a test heard of its live capture. */
export interface Heard {
  updates: Notice<'captureUpdate'>[];
  ended: Notice<'captureEnded'> | null;
  failed: Notice<'captureFailed'> | null;
}

declare global {
  interface Window {
    homemole: Bridge;
    heard: Heard;
  }
}

/** A request that records everything of an interface with dumpcap until it is stopped. */
export function requestFor(name: string, filter = ''): LiveRequest {
  return {
    capture: {
      interface: name,
      backend: 'dumpcap',
      ssh: null,
      filter,
      snaplen: 0,
      stop: { seconds: null, packets: null, bytes: null },
      ring: null,
    },
    adversary: { kind: 'none' },
    labels: null,
  };
}

/** Has the page keep what it hears of live captures from now on. */
export function listenIn(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.heard = { updates: [], ended: null, failed: null };
    window.homemole.listen('captureUpdate', (notice) => window.heard.updates.push(notice));
    window.homemole.listen('captureEnded', (notice) => (window.heard.ended = notice));
    window.homemole.listen('captureFailed', (notice) => (window.heard.failed = notice));
  });
}

/** What the page heard so far. */
export function heardBy(page: Page): Promise<Heard> {
  return page.evaluate(() => window.heard);
}

/** Waits until the capture is over. */
export async function untilOver(page: Page): Promise<Heard> {
  await page.waitForFunction(() => window.heard.ended !== null || window.heard.failed !== null);
  return heardBy(page);
}
