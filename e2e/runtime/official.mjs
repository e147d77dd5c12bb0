import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache.mjs';

const TRY_AGAIN_HOURS = 6;
const PROBE_MS = 5_000;
const DOWNLOAD_MS = 300_000;

const packageFile = createRequire(import.meta.url).resolve('electron/package.json');
const packageFolder = dirname(packageFile);

/** The version that package.json asks for and the lock file names. */
export const officialVersion = /** @type {string} */ (
  JSON.parse(readFileSync(packageFile, 'utf8')).version
);

/** The folder of Electron's own binary when it is there, else null. */
export function officialDist() {
  const dist = join(packageFolder, 'dist');
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile) || !existsSync(join(dist, readFileSync(pathFile, 'utf8')))) return null;
  return dist;
}

/**
 * Has Electron fetch its own binary (which it caches itself, outside the checkout). Gives up fast
 * where there is no way to it, and then does not try again for some hours.
 *
 * @param {(line: string) => void} log
 * @returns {Promise<string | null>}
 */
export async function downloadOfficial(log) {
  const marker = join(cacheFolder(), `electron-${officialVersion}-not-reachable`);
  if (isRecent(marker)) return null;
  if (await reachable()) {
    log(`fetching Electron ${officialVersion} (about 110 MB, once) ...`);
    spawnSync(process.execPath, [join(packageFolder, 'install.js')], {
      stdio: ['ignore', 'ignore', 'ignore'],
      timeout: DOWNLOAD_MS,
    });
  }
  const dist = officialDist();
  if (dist !== null) {
    rmSync(marker, { force: true });
    return dist;
  }
  log(`Electron ${officialVersion} cannot be fetched here; next try in ${TRY_AGAIN_HOURS} hours`);
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(marker, '');
  return null;
}

/** @param {string} marker */
function isRecent(marker) {
  if (!existsSync(marker)) return false;
  return Date.now() - statSync(marker).mtimeMs < TRY_AGAIN_HOURS * 3_600_000;
}

/** One short question before a long wait. A mirror or a proxy of the user's own is trusted to work. */
async function reachable() {
  const { env } = process;
  const own = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'ELECTRON_GET_USE_PROXY'];
  if (own.some((name) => env[name])) return true;
  const file = `electron-v${officialVersion}-${process.platform}-${process.arch}.zip`;
  const url = `https://github.com/electron/electron/releases/download/v${officialVersion}/${file}`;
  try {
    const reply = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
    return reply.ok;
  } catch {
    return false;
  }
}
