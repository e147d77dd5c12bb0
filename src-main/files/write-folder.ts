import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { HomeMoleError } from '../contract/errors';
import { unwritable } from './unwritable';

/**
 * Makes a folder whole or not at all: `fill` writes into a new sibling folder, which takes the
 * wanted name when everything is in it. A folder that has the name already is replaced when it
 * holds nothing but files of those names.
 *
 * @param folder its parent must exist
 * @param names the files that `fill` writes
 * @throws HomeMoleError `output-exists` when it holds anything else or is a file;
 *   `output-unwritable`; what `fill` throws
 */
export async function writeFolder<T>(
  folder: string,
  names: readonly string[],
  fill: (sibling: string) => Promise<T>,
): Promise<T> {
  const path = resolve(folder);
  const exists = await checkFolder(folder, names);
  const sibling = (purpose: string): string =>
    join(dirname(path), `.${basename(path)}.${purpose}-${randomUUID()}`);
  const fresh = sibling('new');
  const former = sibling('old');
  try {
    // Not recursive: where nothing can be made, as in /proc, that would never return.
    await mkdir(fresh);
    const value = await fill(fresh);
    if (exists) await rename(path, former);
    try {
      await rename(fresh, path);
    } catch (error) {
      if (exists) await rename(former, path);
      throw error;
    }
    await rm(former, { recursive: true, force: true });
    return value;
  } catch (error) {
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined);
    throw unwritable(folder, error);
  }
}

/**
 * Whether the folder exists; to be asked before long work, so that it is not done in vain.
 *
 * @throws HomeMoleError as `writeFolder`
 */
export async function checkFolder(folder: string, names: readonly string[]): Promise<boolean> {
  const path = resolve(folder);
  try {
    await access(dirname(path), constants.W_OK);
    if (!(await stat(path)).isDirectory()) throw taken(folder, 'it is a file.');
    const other = (await readdir(path)).find((entry) => !names.includes(entry));
    if (other !== undefined) throw taken(folder, `it holds ${other}.`);
    return true;
  } catch (error) {
    const { code, path: missing } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && missing === path) return false;
    throw unwritable(folder, error);
  }
}

function taken(path: string, detail: string): HomeMoleError {
  return new HomeMoleError('output-exists', { path, detail });
}
