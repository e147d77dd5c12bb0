import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import { noKnownDevices } from '../contract/known-devices';
import type { AuditResult } from '../contract/results';
import { runAudit } from './audit';

const resources = resolve(import.meta.dirname, '../../resources');
const at = (file: string): string => resolve(resources, 'sample-home', file);

describe('an audit of devices that the user renamed', () => {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'homemole-names-'))));
  afterAll(() => rm(folder, { recursive: true }));

  async function audit(labels: string | null, aliases: Record<string, string>) {
    const knownDevices = join(folder, 'known-devices.json');
    const devices = Object.entries(aliases).map(([key, alias]) => [key, { alias, kind: null }]);
    const content = { ...noKnownDevices, devices: Object.fromEntries(devices) };
    await writeFile(knownDevices, JSON.stringify(content));
    const captures = [at('capture.pcapng')];
    const options = { vantages: ['napt'], models: ['forest'], seed: 1 } as const;
    const place = { resources, knownDevices, workerEntry: undefined };
    return runAudit({ ...options, ...place, captures, labels }, quietJob);
  }

  /** Every number of a result, in order. */
  const figures = (result: AuditResult): string[] =>
    JSON.stringify(result.vantages).match(/-?\d+(\.\d+)?/g) as string[];

  it('has the same figures, and their names wherever a device or its type is named', async () => {
    const before = await audit(null, {});
    const smart = before.home.devices.filter(({ kind }) => kind === 'iot');
    // Names that would sort otherwise than those before.
    const aliases = Object.fromEntries(smart.map((device, i) => [device.mac, `Alias-${90 - i}`]));
    const after = await audit(null, aliases);
    const withoutNames = ({ home, vantages }: AuditResult): string =>
      home.devices.reduce(
        (text, { name }) => text.replaceAll(JSON.stringify(name).slice(1, -1), 'NAME'),
        // Names of servers are no devices', though some sound like one.
        JSON.stringify(vantages.map((one) => ({ ...one, view: { ...one.view, visible: null } }))),
      );
    expect(withoutNames(after)).toBe(withoutNames(before));
    expect(after.vantages[0]!.view.visible).toEqual(before.vantages[0]!.view.visible);
    const text = JSON.stringify(after.vantages);
    for (const { device } of before.home.devices.filter(({ kind }) => kind === 'iot')) {
      expect(text).not.toContain(JSON.stringify(device));
    }
    for (const { mac: of, device, type, name } of after.home.devices) {
      expect([device, type]).toEqual([name, name]);
      if (aliases[of]) expect(name).toBe(aliases[of]);
    }
    expect(after.vantages[0]!.timeline.lanes.map(({ type }) => type)).toContain('Alias-90');
    expect(after.vantages[0]!.claims.some(({ text: claim }) => claim.includes('“Alias-'))).toBe(
      true,
    );
  });

  it('keeps the types that a label file gives', async () => {
    const before = await audit(at('devices.csv'), {});
    const [labelled] = before.home.devices.filter(({ nameSource }) => nameSource === 'label');
    const after = await audit(at('devices.csv'), { [labelled!.mac]: 'Mine' });
    const device = after.home.devices.find(({ name }) => name === 'Mine');
    expect(device).toMatchObject({ device: 'Mine', nameSource: 'alias', type: labelled!.type });
    expect(after.vantages[0]!.devices.map((verdict) => verdict.device)).toContain('Mine');
    expect(figures(after)).toEqual(figures(before));
  });
});
