import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindOf, sortFiles } from './sort-files';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'homemole-sort-'));
  writeFileSync(at('a.pcap'), Buffer.from('d4c3b2a1020004000000000000000000', 'hex'));
  writeFileSync(at('labels.txt'), 'device,mac,type\nplug,02:00:00:00:00:01,plug\n');
  writeFileSync(at('more-labels.csv'), 'mac,device\n');
  writeFileSync(at('events.csv'), 'time_epoch,device,interaction\n1,plug,on\n');
  writeFileSync(at('empty.pcap'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('kindOf', () => {
  it.each([
    ['labels', 'device,mac,ip,type,category,kind\r\n'],
    ['labels', '\ufeff"Device";"MAC"\n'],
    ['events', 'time_epoch,device,interaction,resolution\n'],
    ['capture', 'device,colour\n'],
    ['capture', ''],
    // A capture whose bytes happen to hold the words, though not as a header.
    ['capture', '\n\r\r\n a text that says device and mac\n'],
  ])('takes for %s: %j', (kind, head) => {
    expect(kindOf(Buffer.from(head))).toBe(kind);
  });
});

describe('sortFiles', () => {
  it('sorts by content and keeps the order of captures', async () => {
    const paths = ['events.csv', 'empty.pcap', 'labels.txt', 'a.pcap'].map(at);
    expect(await sortFiles(paths)).toEqual({
      captures: [at('empty.pcap'), at('a.pcap')],
      labels: at('labels.txt'),
      events: at('events.csv'),
    });
  });

  it('refuses a second label file', async () => {
    await expect(sortFiles([at('labels.txt'), at('more-labels.csv')])).rejects.toMatchObject({
      problem: { code: 'labels-malformed', params: { file: at('more-labels.csv') } },
    });
  });

  it('names a file that is not there, and one that is a folder', async () => {
    await expect(sortFiles([at('nowhere')])).rejects.toMatchObject({
      problem: { code: 'file-not-found', params: { file: at('nowhere') } },
    });
    await expect(sortFiles([folder])).rejects.toMatchObject({
      problem: { code: 'file-unreadable', params: { file: folder, detail: 'EISDIR' } },
    });
  });
});
