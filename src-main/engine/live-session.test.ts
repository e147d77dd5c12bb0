import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKnowledge } from '../audit';
import type { Problem } from '../contract/errors';
import type { LiveEnd, LiveRequest, LiveUpdate } from '../contract/live';
import { inspect } from './operations';
import { LiveSession } from './live-session';
import { scriptedHelper } from './testing/scripted-helper';

const place = { resources: resolve('resources'), workerEntry: undefined, knownDevices: null };
const sample = join(place.resources, 'sample-home', 'capture.pcapng');
/** As tshark counts them. */
const SAMPLE_PACKETS = 46_396;

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
  folder = mkdtempSync(join(tmpdir(), 'homemole-session-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a session on a helper, and stops it when `until` holds of an update. */
async function record(
  helper: string,
  until: (update: LiveUpdate) => boolean,
  files = join(folder, 'files'),
): Promise<{ updates: LiveUpdate[]; result: LiveEnd; problem: Problem | null }> {
  const updates: LiveUpdate[] = [];
  const knowledge = await readKnowledge({ ...place, labels: null });
  return new Promise((done, reject) => {
    const session = LiveSession.start(request, {
      place: { helper, runtime: process.execPath },
      folder: files,
      knowledge,
      workerEntry: undefined,
      signal: new AbortController().signal,
      update: (update) => {
        updates.push(update);
        if (until(update)) void session.then((one) => one.stop());
      },
      ended: (result, problem) => done({ updates, result, problem }),
    });
    session.catch(reject);
  });
}

describe('a live session', () => {
  beforeEach(() => mkdirSync(join(folder, 'files')));

  it('records every byte, and tells who is who as an inspection of the recording does', async () => {
    const helper = scriptedHelper(folder, sample, { packets: SAMPLE_PACKETS });
    const { updates, result, problem } = await record(
      helper,
      ({ status }) => status.packets === SAMPLE_PACKETS,
    );
    expect(problem).toBeNull();
    expect(result.end).toBe('asked');
    expect(result.files).toHaveLength(1);
    expect(readFileSync(result.files[0] as string).equals(readFileSync(sample))).toBe(true);
    expect(result.update.fileBytes).toBe(readFileSync(sample).length);
    expect(updates.length).toBeGreaterThan(1);

    const hooks = { signal: new AbortController().signal, progress: () => undefined };
    const input = { captures: result.files, labels: null };
    const inspected = await inspect(input, place, hooks);
    const { devices, gateway, internetPackets } = result.update;
    expect({ gateway, internetPackets }).toEqual({
      gateway: inspected.gateway,
      internetPackets: inspected.internetPackets,
    });
    const plain = devices.map(
      ({ bytesPerSecond: _1, lastSeen: _2, labelled: _3, correct: _4, ...device }) => device,
    );
    expect(plain).toEqual(inspected.devices);
    expect(Math.max(...devices.map(({ lastSeen }) => lastSeen))).toBeLessThanOrEqual(
      (inspected.startTime ?? 0) + inspected.durationSeconds,
    );
  });

  it('without a packet is a problem, and has no files', async () => {
    const nothing = join(folder, 'nothing');
    writeFileSync(nothing, '');
    const { result, problem } = await record(scriptedHelper(folder, nothing), () => true);
    expect(problem).toEqual({ code: 'nothing-captured', params: { interface: 'test0' } });
    expect(result).toMatchObject({ end: 'problem', files: [] });
  });

  it('that cannot be written stops the helper and says why', async () => {
    const helper = scriptedHelper(folder, sample, { packets: SAMPLE_PACKETS });
    const { problem } = await record(helper, () => false, join(folder, 'no', 'such', 'folder'));
    expect(problem?.code).toBe('output-unwritable');
  });

  it('says when the helper ends unasked', async () => {
    const dead = join(folder, 'dead.cjs');
    writeFileSync(dead, 'process.exit(3)');
    await expect(record(dead, () => false)).rejects.toMatchObject({
      problem: { code: 'capture-helper-gone' },
    });
  });
});
