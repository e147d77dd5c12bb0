import { homedir } from 'node:os';
import { join } from 'node:path';

/** Of the system, what decides where HomeMole keeps its own. */
export interface FolderSystem {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The user's home folder. */
  readonly home: string;
}

const thisSystem = (): FolderSystem => ({
  env: process.env,
  platform: process.platform,
  home: homedir(),
});

/**
 * The folder of what HomeMole keeps for this user, the same for window and command line: where
 * Electron has `userData`. The environment variable HOMEMOLE_FOLDER names another one.
 */
export function ownFolder({ env, platform, home }: FolderSystem = thisSystem()): string {
  if (env['HOMEMOLE_FOLDER']) return env['HOMEMOLE_FOLDER'];
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'homemole');
  if (platform === 'win32') {
    return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'homemole');
  }
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'homemole');
}

/** The file of the names and rulings that the user gave, for `Place.knownDevices`. */
export function knownDevicesFile(folder: string = ownFolder()): string {
  return join(folder, 'known-devices.json');
}

/** The folder of the user's models, for `LibraryPlace.own`. */
export function ownModels(folder: string = ownFolder()): string {
  return join(folder, 'models');
}
