import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where programs are that a person's PATH may not name. */
const otherFolders: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['/usr/sbin', '/sbin', '/usr/local/sbin', '/usr/local/bin', '/usr/bin'],
  darwin: ['/Applications/Wireshark.app/Contents/MacOS', '/usr/local/bin', '/opt/homebrew/bin'],
  win32: ['C:\\Program Files\\Wireshark'],
};

/** The full path of a program, or null when it is not installed. */
export function findProgram(name: string): string | null {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const named = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of [...named, ...(otherFolders[process.platform] ?? [])]) {
    const path = join(folder, file);
    if (isRunnable(path)) return path;
  }
  return null;
}

/** Whether this user may run it. */
export function isRunnable(path: string): boolean {
  try {
    accessSync(path, process.platform === 'win32' ? constants.F_OK : constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
