import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { HomeMoleError } from '../contract/errors';

/**
 * Makes a folder whole or not at all: `fill` writes into a new sibling folder, which takes the
 * wanted name when everything is in it. A folder that has the name already is replaced when it
 * holds nothing but files of those names.
 *
 * Errors: `output-exists` when it holds anything else or is a file; `output-unwritable`.
 */
export async function writeFolder<T>(
  folder: string,
  names: readonly string[],
  fill: (sibling: string) => Promise<T>,
): Promise<T> {
  const path = resolve(folder);
  const exists = await mayReplace(path, names);
  const mark = randomBytes(6).toString('hex');
  const sibling = join(dirname(path), `.${basename(path)}.part-${mark}`);
  try {
    await mkdir(sibling, { recursive: true });
    const value = await fill(sibling);
    if (exists) {
      const old = join(dirname(path), `.${basename(path)}.old-${mark}`);
      await rename(path, old);
      await rename(sibling, path);
      await rm(old, { recursive: true });
    } else await rename(sibling, path);
    return value;
  } catch (error) {
    await rm(sibling, { recursive: true, force: true });
    if (error instanceof HomeMoleError) throw error;
    throw unwritable(folder, error);
  }
}

async function mayReplace(path: string, names: readonly string[]): Promise<boolean> {
  let entries: string[];
  try {
    if (!(await stat(path)).isDirectory()) throw taken(path, 'it is a file');
    entries = await readdir(path);
  } catch (error) {
    if (error instanceof HomeMoleError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw unwritable(path, error);
  }
  const other = entries.find((entry) => !names.includes(entry));
  if (other !== undefined) throw taken(path, `it holds ${other}`);
  return true;
}

function taken(path: string, detail: string): HomeMoleError {
  return new HomeMoleError('output-exists', { path, detail });
}

function unwritable(path: string, error: unknown): HomeMoleError {
  const detail = error instanceof Error ? error.message : String(error);
  return new HomeMoleError('output-unwritable', { path, detail });
}
