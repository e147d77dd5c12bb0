import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noKnownDevices } from '../contract/known-devices';
import { changeKnownDevice, readKnownDevices } from './known-devices';

const door = '50:c7:bf:00:00:02';
const lamp = '00:17:88:00:00:03';
let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homemole-known-'));
  path = join(folder, 'deeper', 'known-devices.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('known devices', () => {
  it('are none before the user says something', async () => {
    expect(await readKnownDevices(path)).toEqual(noKnownDevices);
  });

  it('are kept by MAC, in a folder that is made', async () => {
    await changeKnownDevice(path, { mac: door, alias: 'Front door' });
    await changeKnownDevice(path, { mac: lamp, kind: 'non-iot' });
    const kept = await changeKnownDevice(path, { mac: door, kind: 'iot' });
    expect(kept.devices).toEqual({
      [lamp]: { alias: null, kind: 'non-iot' },
      [door]: { alias: 'Front door', kind: 'iot' },
    });
    expect(await readKnownDevices(path)).toEqual(kept);
    expect(await readdir(join(folder, 'deeper'))).toEqual(['known-devices.json']);
  });

  it('are forgotten when nothing is left to keep', async () => {
    await changeKnownDevice(path, { mac: door, alias: 'Front door', kind: 'iot' });
    await changeKnownDevice(path, { mac: door, alias: null });
    expect((await readKnownDevices(path)).devices).toEqual({
      [door]: { alias: null, kind: 'iot' },
    });
    await changeKnownDevice(path, { mac: door, kind: null });
    expect((await readKnownDevices(path)).devices).toEqual({});
  });

  it('lose no change that is made at the same time', async () => {
    const macs = Array.from({ length: 30 }, (_, i) => `00:00:00:00:00:${10 + i}`);
    await Promise.all(macs.map((mac) => changeKnownDevice(path, { mac, alias: `Lamp ${mac}` })));
    expect(Object.keys((await readKnownDevices(path)).devices)).toEqual(macs);
  });

  it.each([
    ['  Front \n door ', 'Front door'],
    ['Porch\u202e\u0007', 'Porch'],
    ['Anna 👩‍👧', 'Anna 👩‍👧'],
    [' \u200b ', null],
    ['x'.repeat(79) + '👧', 'x'.repeat(79)],
  ])('take the alias %j as %j', async (alias, kept) => {
    const { devices } = await changeKnownDevice(path, { mac: door, alias, kind: 'iot' });
    expect(devices[door]?.alias).toBe(kept);
  });

  it('are of MAC addresses only', async () => {
    await expect(changeKnownDevice(path, { mac: '__proto__', alias: 'x' })).rejects.toThrow(
      /usage.*__proto__/,
    );
  });

  it.each([
    ['{"format":"homemole-known-dev', /JSON/],
    ['[]', /malformed/],
    ['null', /malformed/],
    [JSON.stringify({ ...noKnownDevices, version: 2 }), /later version/],
    [JSON.stringify({ ...noKnownDevices, devices: { door: { alias: 'x', kind: null } } }), /door/],
    [JSON.stringify({ ...noKnownDevices, devices: { [door]: { alias: 7, kind: null } } }), /alias/],
  ])('that cannot be understood are said to be so and left alone: %s', async (text, words) => {
    path = join(folder, 'known-devices.json');
    await writeFile(path, text);
    for (const tried of [
      readKnownDevices(path),
      changeKnownDevice(path, { mac: door, alias: 'x' }),
    ]) {
      const problem = await tried.then(
        () => expect.unreachable(),
        (error: unknown) => error as Error,
      );
      expect(problem).toMatchObject({
        problem: { code: 'known-devices-malformed', params: { file: path } },
      });
      expect(problem.message).toMatch(words);
    }
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});
