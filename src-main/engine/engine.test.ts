import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EngineEvent, engineEventSchema } from '../contract/engine-messages';
import { auditFixture } from '../report/testing/audit-fixture';
import { createEngine, type Engine } from './engine';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homemole-engine-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** An engine and the first thing it says. */
function start(): { engine: Engine; said: Promise<EngineEvent> } {
  let engine: Engine | undefined;
  const said = new Promise<EngineEvent>((send) => {
    const workerEntry = join(folder, 'none.cjs');
    const capture = { helper: join(folder, 'none.cjs') };
    const models = { shipped: null, own: null };
    const place = { resources: folder, workerEntry, knownDevices: null };
    engine = createEngine({ ...place, capture, models, send });
  });
  return { engine: engine as Engine, said };
}

describe('a report', () => {
  it('is written of a result that another engine made', async () => {
    const { engine, said } = start();
    const path = join(folder, 'report.html');
    engine.handle({ kind: 'report', jobId: 'a', path, result: auditFixture() });
    expect(await said).toEqual({ kind: 'report-written', jobId: 'a', path });
    expect(await readFile(path, 'utf8')).toContain('camera-kitchen');
  });

  it('that cannot be written is a problem with its path', async () => {
    const { engine, said } = start();
    const path = join(folder, 'nowhere', 'report.html');
    engine.handle({ kind: 'report', jobId: 'a', path, result: auditFixture() });
    expect(await said).toMatchObject({
      kind: 'failed',
      jobId: 'a',
      problem: { code: 'output-unwritable', params: { path } },
    });
  });
});

describe('an audit', () => {
  it('of the sample home ends with what the adversary told', async () => {
    const events: EngineEvent[] = [];
    const ended = new Promise<void>((resolve) => {
      const send = (event: EngineEvent): void => {
        events.push(event);
        if (event.kind === 'done' || event.kind === 'failed') resolve();
      };
      const resources = resolvePath(import.meta.dirname, '../../resources');
      const place = { resources, workerEntry: undefined, knownDevices: null };
      const capture = { helper: join(folder, 'none.cjs') };
      const models = { shipped: null, own: null };
      const engine = createEngine({ ...place, capture, models, send });
      const request = { source: { kind: 'sample' }, vantages: ['wireguard'], seed: 1 };
      engine.handle({ kind: 'start', jobId: 'a', job: { kind: 'audit', request } });
    });
    await ended;
    expect(events.at(-1)).toMatchObject({
      kind: 'done',
      outcome: { kind: 'audit', result: { vantages: [{ adversaries: [{ model: 'best' }] }] } },
    });
    expect(engineEventSchema.safeParse(events.at(-1)).success).toBe(true);
  }, 120_000);
});
