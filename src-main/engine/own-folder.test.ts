import { join } from 'node:path';
import { expect, it } from 'vitest';
import { knownDevicesFile, ownFolder, type FolderSystem } from './own-folder';

// Where Electron has `userData` (its documentation of app.getPath).
it.each<[NodeJS.Platform, FolderSystem['env'], string[]]>([
  ['linux', {}, ['/home/me', '.config', 'homemole']],
  ['linux', { XDG_CONFIG_HOME: '/cfg' }, ['/cfg', 'homemole']],
  [
    'darwin',
    { XDG_CONFIG_HOME: '/cfg' },
    ['/home/me', 'Library', 'Application Support', 'homemole'],
  ],
  ['win32', { APPDATA: '/roaming' }, ['/roaming', 'homemole']],
  ['win32', {}, ['/home/me', 'AppData', 'Roaming', 'homemole']],
  ['linux', { HOMEMOLE_FOLDER: '/elsewhere', XDG_CONFIG_HOME: '/cfg' }, ['/elsewhere']],
])('on %s with %j it is %j', (platform, env, parts) => {
  const folder = ownFolder({ env, platform, home: '/home/me' });
  expect(folder).toBe(join(...parts));
  expect(knownDevicesFile(folder)).toBe(join(...parts, 'known-devices.json'));
});
