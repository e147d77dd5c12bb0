import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FALLBACK_NOTE, fallbackFits, fallbackRuntime } from './fallback.mjs';
import { downloadOfficial, officialDist, officialVersion } from './official.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} dist the folder, for ELECTRON_OVERRIDE_DIST_PATH
 * @property {string} binary the program itself
 * @property {boolean} fallback true on the end-of-life runtime
 */

/**
 * An Electron to run: the one the user names, the package's own, its official download, or else the
 * fallback, said loudly.
 *
 * @param {(line: string) => void} log
 * @returns {Promise<ElectronRuntime>}
 */
export async function findElectron(log) {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) return runtimeAt(named);
  const official = officialDist() ?? (await downloadOfficial(log));
  if (official !== null) return runtimeAt(official);
  if (!fallbackFits()) {
    throw new Error(
      `Electron ${officialVersion} is not there and cannot be fetched. Connect to the internet, or ` +
        'set ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron 25 or later.',
    );
  }
  const runtime = runtimeAt(await fallbackRuntime(log));
  log(`running on ${FALLBACK_NOTE}`);
  return runtime;
}

/** @param {string} dist */
function runtimeAt(dist) {
  const names = {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  };
  const binary = join(
    dist,
    names[/** @type {'darwin' | 'win32'} */ (process.platform)] ?? 'electron',
  );
  if (!existsSync(binary)) throw new Error(`there is no Electron at ${binary}`);
  return { dist, binary, fallback: majorAt(dist) < 45 };
}

/** @param {string} dist */
function majorAt(dist) {
  const version = readFileSync(join(dist, 'version'), 'utf8');
  return Number.parseInt(version.replace(/^v/, ''), 10);
}
