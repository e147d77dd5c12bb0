import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HomeMoleError } from '../contract/errors';
import { readInteractions, readLabels } from './labels';

let folder = '';
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'homemole-labels-'))));
afterAll(() => rm(folder, { recursive: true }));

async function file(text: string): Promise<string> {
  const path = join(folder, 'file.csv');
  await writeFile(path, text);
  return path;
}

async function problem(work: Promise<unknown>): Promise<HomeMoleError['problem']> {
  const error = (await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )) as HomeMoleError | undefined;
  if (!error) throw new Error('expected a problem');
  return error.problem;
}

describe('label files', () => {
  it('needs device and mac only, in any order, with any line ends', async () => {
    const path = await file('\ufeffMAC,Device\r\nAA-BB-CC-00-11-22,lamp\r\n');
    expect(await readLabels(path)).toEqual([
      { device: 'lamp', mac: 'aa:bb:cc:00:11:22', type: 'lamp', kind: 'iot' },
    ]);
  });

  it.each([
    ['device,ip\nlamp,1.2.3.4\n', 1, /header lacks mac/],
    ['device,mac\nlamp,zz:00:00:00:00:00\n', 2, /not a MAC address/],
    ['device,mac,kind\nlamp,00:00:00:00:00:01,toaster\n', 2, /iot or non-iot/],
    ['device,mac\na,00:00:00:00:00:01\nb,00:00:00:00:00:01\n', 3, /line 2 already/],
    ['device,mac\na,00:00:00:00:00:01\na,00:00:00:00:00:02\n', 3, /line 2 already/],
    ['device,mac\na,00:00:00:00:00:01,extra\n', 2, /./],
    ['device;mac\nlamp;00:00:00:00:00:01\n', 1, /semicolons/],
    ['', 1, /empty/],
    ['\0\0\0', 1, /not a text file/],
  ])('says what is wrong with %j', async (text, line, detail) => {
    const { code, params } = await problem(readLabels(await file(text)));
    expect(code).toBe('labels-malformed');
    expect(params['line']).toBe(line);
    expect(params['detail']).toMatch(detail);
  });

  it('says that a file is not there', async () => {
    const { code } = await problem(readLabels(join(folder, 'missing.csv')));
    expect(code).toBe('file-not-found');
  });
});

describe('event files', () => {
  it('takes the resolution as a second where none is given', async () => {
    const path = await file('time_epoch,device,interaction\n12.5,lock,unlock\n');
    expect(await readInteractions(path)).toEqual([
      { time: 12.5, device: 'lock', interaction: 'unlock', resolution: 'second' },
    ]);
  });

  it.each(['noon', ''])('refuses the time %j', async (time) => {
    const path = await file(`time_epoch,device,interaction\n${time},lock,unlock\n`);
    const { code, params } = await problem(readInteractions(path));
    expect(code).toBe('events-malformed');
    expect(params['line']).toBe(2);
  });
});
