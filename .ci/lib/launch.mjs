import { spawn, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';
import { electronLibraries, installPackages, isRoot, missingLibraries } from './system.mjs';
import { findElectron } from '../../e2e/runtime/electron.mjs';

/**
 * Finds an Electron and sees to the libraries it needs.
 *
 * @param {(line: string) => void} log
 * @returns {Promise<import('../../e2e/runtime/electron.mjs').ElectronRuntime>}
 */
export async function readyElectron(log) {
  const electron = await findElectron(log);
  if (missingLibraries(electron.binary).length > 0) {
    const command = installPackages(electronLibraries, log);
    const missing = missingLibraries(electron.binary);
    if (missing.length > 0) {
      throw new Error(
        `Electron needs libraries that are not here: ${missing.join(' ')}\nRun: ${command ?? 'ldd ' + electron.binary}`,
      );
    }
  }
  return electron;
}

/**
 * Starts HomeMole in Electron.
 *
 * @param {import('../../e2e/runtime/electron.mjs').ElectronRuntime} electron
 * @param {string[]} args
 * @param {{ log: (line: string) => void, trace?: boolean }} options
 */
export function launch(electron, args, { log, trace = false }) {
  const flags = [];
  if (process.platform === 'linux' && isRoot()) {
    log('you are root: Chromium has no sandbox then. Start HomeMole as an ordinary user.');
    flags.push('--no-sandbox');
  } else if (process.platform === 'linux' && !canSandbox(electron.dist)) {
    log('this system lets programs make no sandbox, and Chromium does not start without one.');
    log('To allow it for this Electron:');
    log(`  sudo chown root:root '${electron.dist}/chrome-sandbox'`);
    log(`  sudo chmod 4755 '${electron.dist}/chrome-sandbox'`);
  }
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ...(trace ? { HOMEMOLE_TRACE: '1' } : {}) };
  delete env.ELECTRON_RUN_AS_NODE;
  return spawn(electron.binary, [root, ...flags, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', trace ? 'pipe' : 'inherit'],
  });
}

/**
 * Chromium makes its sandbox of user namespaces, which some systems (Ubuntu 24.04, many containers)
 * keep from programs; then it takes the helper beside it, if that belongs to root and is setuid.
 *
 * @param {string} dist
 */
function canSandbox(dist) {
  const helper = statSync(join(dist, 'chrome-sandbox'), { throwIfNoEntry: false });
  if (helper !== undefined && helper.uid === 0 && (helper.mode & 0o4000) !== 0) return true;
  const tried = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' });
  return tried.error !== undefined || tried.status === 0;
}
