import { cp, lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What folders of recordings that are not saved yet begin with. */
export const RECORDING_PREFIX = 'homemole-recording-';
/** In such a folder: the process id of the program that the recording is of. */
export const OWNER_FILE = '.owner';

/**
 * Moves recordings that a crash of the whole program left in the folder for temporary files to a
 * place where they stay. Those of a program that still runs, of other users, or without a packet are
 * left alone, as is what cannot be moved. Nothing is lost: another file system's copy is whole before
 * the original goes.
 * @param parent Of the folders of recordings.
 * @param target Where they go, each with its own name; made when needed.
 * @returns Where they are now.
 */
export async function rescueRecordings(parent: string, target: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => []);
  const rescued: string[] = [];
  for (const name of names.filter((one) => one.startsWith(RECORDING_PREFIX))) {
    const from = join(parent, name);
    try {
      if (!(await isAbandoned(from))) continue;
      await mkdir(target, { recursive: true, mode: 0o700 });
      const to = join(target, name);
      await move(from, to);
      rescued.push(to);
    } catch {
      // It stays where it is, for the next start.
    }
  }
  return rescued;
}

async function isAbandoned(folder: string): Promise<boolean> {
  const found = await lstat(folder);
  if (!found.isDirectory()) return false;
  if (process.getuid && found.uid !== process.getuid()) return false;
  const owner = Number.parseInt(await readFile(join(folder, OWNER_FILE), 'utf8'), 10);
  if (!(owner > 0) || runs(owner)) return false;
  return (await readdir(folder)).some((name) => name !== OWNER_FILE);
}

/** Whether a process is there, whoever's it is. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await cp(from, to, { recursive: true, errorOnExist: true, force: false });
    await rm(from, { recursive: true, force: true });
  }
}
