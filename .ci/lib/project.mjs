import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

const sources = [
  'src-main',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const products = [
  'out/main/main.cjs',
  'out/main/engine.cjs',
  'out/main/cli.cjs',
  'out/main/capture-helper.cjs',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
];

/**
 * Runs one of the project's tools; its output passes through unless `quiet`.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: NodeJS.ProcessEnv }} [options]
 * @returns {number} its exit code; 1 when it could not start or was killed
 */
export function run(command, args, { quiet = false, env = {} } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (error) process.stderr.write(`${command}: ${error.message}\n`);
  if (quiet && status !== 0) process.stderr.write(`${stdout}${stderr}`);
  return status ?? 1;
}

/**
 * Runs one of the project's tools beside whatever else runs.
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>} its exit code, and all it said
 */
export function runAside(command, args) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    }
    child.on('error', ({ message }) => done({ code: 1, output: `${command}: ${message}` }));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

/**
 * A tool of node_modules, by its own script and not by npx, which would ask the registry.
 *
 * @param {string} name
 */
export function tool(name) {
  return join(root, 'node_modules', '.bin', name);
}

/** True when node_modules holds every package of the lock file in its version. */
export function hasDependencies() {
  const installed = packagesOf(join('node_modules', '.package-lock.json'));
  if (installed === null) return false;
  return Object.entries(packagesOf('package-lock.json') ?? {}).every(
    ([path, { version, optional }]) =>
      path === '' || optional === true || installed[path]?.version === version,
  );
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean }> | null}
 */
function packagesOf(lockFile) {
  const path = join(root, lockFile);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : null;
}

/** True when everything is built and nothing has changed since. */
export function isBuilt() {
  if (!products.every((name) => existsSync(join(root, name)))) return false;
  const built = Math.min(...products.map((name) => statSync(join(root, name)).mtimeMs));
  return sources.every((name) => newest(join(root, name)) <= built);
}

/**
 * @param {string} path
 * @returns {number} the time of the youngest file at or below it; tests are not built and do not count
 */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return path.endsWith('.test.ts') ? 0 : stat.mtimeMs;
  const inside = readdirSync(path).map((name) => newest(join(path, name)));
  return Math.max(0, ...inside);
}
