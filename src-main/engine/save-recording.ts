import { randomUUID } from 'node:crypto';
import { copyFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { problemOfWriting } from '../capture';
import { HomeMoleError } from '../contract/errors';
import { checkFile } from '../files';
import { numberedNames } from './record';

/**
 * Copies the files of a recording, oldest first, to `path`; several get a number before its ending.
 * Each appears whole or not at all.
 * @returns Where they are.
 * @throws HomeMoleError `output-unwritable`, `output-exists` (also for a number that is taken),
 *   `disk-full`
 */
export async function copyRecording(files: readonly string[], path: string): Promise<string[]> {
  const names = numberedNames(files.length, path);
  for (const name of names) {
    await checkFile(name);
    // The person was asked about `path` alone.
    if (name !== path && (await exists(name))) {
      throw new HomeMoleError('output-exists', { path: name, detail: 'choose another name.' });
    }
  }
  for (const [i, file] of files.entries()) await copyWhole(file, names[i] as string);
  return names;
}

async function copyWhole(from: string, to: string): Promise<void> {
  const path = resolve(to);
  const fresh = join(dirname(path), `.${basename(path)}.new-${randomUUID()}`);
  try {
    await copyFile(from, fresh);
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined);
    throw problemOfWriting(to, error);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
