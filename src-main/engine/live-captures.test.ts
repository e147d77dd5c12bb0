import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveRequest } from '../contract/live';
import { LiveCaptures } from './live-captures';

const request: LiveRequest = {
  capture: {
    interface: 'test0',
    backend: null,
    ssh: null,
    filter: '',
    snaplen: 0,
    stop: { seconds: null, packets: null, bytes: null },
    ring: null,
  },
  adversary: { kind: 'none' },
  labels: null,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'homemole-captures-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A helper that begins to log in somewhere and never gets there; it ends when asked to. */
function helperThatNeverStarts(): { helper: string; isStarting: () => boolean } {
  const helper = join(folder, 'helper.cjs');
  const mark = join(folder, 'starting');
  writeFileSync(
    helper,
    `process.stdin.on('data', (text) => {
       if (text.includes('"kind":"start"')) require('node:fs').writeFileSync(${JSON.stringify(mark)}, '');
       if (text.includes('"kind":"stop"')) process.exit(0);
     });
     process.stdin.on('end', () => process.exit(0));`,
  );
  return { helper, isStarting: () => existsSync(mark) };
}

describe('a capture that has not started yet', () => {
  it.each(['stop', 'drain'] as const)('ends by %s, and leaves room for the next', async (how) => {
    const { helper, isStarting } = helperThatNeverStarts();
    const place = { resources: resolve('resources'), workerEntry: undefined, knownDevices: null };
    const captures = new LiveCaptures(
      place,
      { helper, runtime: process.execPath },
      () => undefined,
    );
    const first = captures.start({ jobId: 'a', folder, request });
    const refused = expect(first).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    await vi.waitFor(() => expect(isStarting()).toBe(true), { timeout: 10_000 });
    // Another one's name changes nothing.
    captures.stop('b');
    if (how === 'stop') captures.stop('a');
    else await captures.drain();
    await refused;
    const second = captures.start({ jobId: 'b', folder, request });
    const again = expect(second).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    captures.stop('b');
    await again;
  });
});
