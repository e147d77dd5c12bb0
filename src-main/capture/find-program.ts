import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where programs are that a person's PATH may not name. */
const otherFolders: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['/usr/sbin', '/sbin', '/usr/local/sbin', '/usr/local/bin', '/usr/bin'],
  darwin: ['/Applications/Wireshark.app/Contents/MacOS', '/usr/local/bin', '/opt/homebrew/bin'],
  win32: ['C:\\Program Files\\Wireshark'],
};

/** The full path of a program that this user may run, or null. */
export function findProgram(name: string): string | null {
  return placesOf(name).find(isRunnable) ?? null;
}

/** The full path of a program that is installed, but not for this user to run; or null. */
export function findLockedProgram(name: string): string | null {
  const there = placesOf(name).filter(isFile);
  return there.some(isRunnable) ? null : (there[0] ?? null);
}

function placesOf(name: string): string[] {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const named = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...named, ...(otherFolders[process.platform] ?? [])].map((folder) => join(folder, file));
}

/** Whether this user may run it. */
export function isRunnable(path: string): boolean {
  try {
    accessSync(path, process.platform === 'win32' ? constants.F_OK : constants.X_OK);
    return isFile(path);
  } catch {
    return false;
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Not there, or in a folder of the PATH that is not for this user.
    return false;
  }
}
