import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Recordings } from './recordings';
import { rescueRecordings } from './rescue';

let folder: string;
let parent: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'homemole-rescue-'));
  parent = join(folder, 'tmp');
  target = join(folder, 'own', 'rescued-recordings');
  mkdirSync(parent);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that has been, and is no more. */
const gone = (): number => spawnSync(process.execPath, ['-e', '']).pid;

function leave(name: string, owner: string | null, capture = 'packets'): string {
  const path = join(parent, name);
  mkdirSync(path);
  if (owner !== null) writeFileSync(join(path, '.owner'), owner);
  if (capture !== '') writeFileSync(join(path, 'capture-00001.pcapng'), capture);
  return path;
}

it('a recording whose program is gone moves to a place of its own, whole', async () => {
  const left = leave('homemole-recording-aaaaaa', `${gone()}\n`);
  const rescued = await rescueRecordings(parent, target);
  expect(rescued).toEqual([join(target, 'homemole-recording-aaaaaa')]);
  expect(existsSync(left)).toBe(false);
  expect(readFileSync(join(rescued[0] as string, 'capture-00001.pcapng'), 'utf8')).toBe('packets');
  if (process.platform !== 'win32') expect(statSync(target).mode & 0o777).toBe(0o700);
  // It is said once.
  expect(await rescueRecordings(parent, target)).toEqual([]);
});

it('everything else stays where it is', async () => {
  const outside = join(folder, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, '.owner'), String(gone()));
  writeFileSync(join(outside, 'capture-00001.pcapng'), 'packets');
  symlinkSync(outside, join(parent, 'homemole-recording-link'));
  leave('homemole-recording-unknown', null);
  leave('homemole-recording-noise', 'noise');
  leave('homemole-recording-empty', String(gone()), '');
  leave('homemole-other-thing', String(gone()));
  // Of a program that runs: this one.
  const running = new Recordings(parent).open();
  writeFileSync(join(running.folder, 'capture-00001.pcapng'), 'packets');
  const before = readdirSync(parent).sort();
  expect(await rescueRecordings(parent, target)).toEqual([]);
  expect(readdirSync(parent).sort()).toEqual(before);
  expect(existsSync(target)).toBe(false);
});

it('one that has the name of another is not written over it', async () => {
  const left = leave('homemole-recording-aaaaaa', String(gone()));
  mkdirSync(join(target, 'homemole-recording-aaaaaa'), { recursive: true });
  writeFileSync(join(target, 'homemole-recording-aaaaaa', 'capture-00001.pcapng'), 'older');
  expect(await rescueRecordings(parent, target)).toEqual([]);
  expect(existsSync(left)).toBe(true);
});
