import { randomUUID } from 'node:crypto';
import { copyFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { problemOfWriting } from '../capture';
import { HomeMoleError } from '../contract/errors';
import type { SavedRecording } from '../contract/ipc';
import { checkFile } from '../files';
import { numberedNames } from './record';

/**
 * Copies the files of a recording, oldest first, to `path`; several get a number before its ending.
 * Each appears whole or not at all.
 * @param events what was marked in it, copied beside it as `NAME.events.csv`; null: nothing
 * @returns Where they are.
 * @throws HomeMoleError `output-unwritable`, `output-exists` (also for a number that is taken),
 *   `disk-full`
 */
export async function copyRecording(
  files: readonly string[],
  path: string,
  events: string | null = null,
): Promise<SavedRecording> {
  const names = numberedNames(files.length, path);
  const beside = events === null ? null : path.replace(/\.pcap(ng)?$/i, '') + '.events.csv';
  for (const name of beside === null ? names : [...names, beside]) {
    await checkFile(name);
    // The person was asked about `path` alone.
    if (name !== path && (await exists(name))) {
      throw new HomeMoleError('output-exists', { path: name, detail: 'choose another name.' });
    }
  }
  for (const [i, file] of files.entries()) await copyWhole(file, names[i] as string);
  if (events !== null && beside !== null) await copyWhole(events, beside);
  return { paths: names, events: beside };
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
