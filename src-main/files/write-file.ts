import { randomUUID } from 'node:crypto';
import { access, constants, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { HomeMoleError } from '../contract/errors';
import { unwritable } from './unwritable';

/**
 * Writes a file whole or not at all, replacing one of that name.
 *
 * @throws HomeMoleError `output-unwritable`; `output-exists` when a folder, a device or a pipe has the name
 */
export async function writeWholeFile(file: string, content: string | Uint8Array): Promise<void> {
  await checkFile(file);
  const path = resolve(file);
  const fresh = join(dirname(path), `.${basename(path)}.new-${randomUUID()}`);
  try {
    const handle = await open(fresh, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined);
    throw unwritable(file, error);
  }
}

/**
 * Makes sure that the file can be written; to be asked before long work, so that it is not done in
 * vain.
 *
 * @throws HomeMoleError as `writeWholeFile`
 */
export async function checkFile(file: string): Promise<void> {
  const path = resolve(file);
  try {
    const there = await stat(path);
    if (!there.isFile()) {
      // A device like /dev/full, or a pipe, would be replaced by the file for everybody.
      const detail = there.isDirectory() ? 'it is a folder.' : 'it is a device or a pipe.';
      throw new HomeMoleError('output-exists', { path: file, detail });
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unwritable(file, error);
  }
  await access(dirname(path), constants.W_OK).catch((error: unknown) => {
    throw unwritable(file, error);
  });
}
