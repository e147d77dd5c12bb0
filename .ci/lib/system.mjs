import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's packages with the shared libraries that an Electron needs. */
export const electronLibraries = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'];

/** Packages that spare time and that not every system offers. */
const welcome = ['chromium-headless-shell'];

/**
 * @param {string} name
 * @returns {boolean} whether the command is on the PATH
 */
export function hasCommand(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

export function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * The shared libraries that a program asks for and the system lacks.
 *
 * @param {string} binary
 * @returns {string[]}
 */
export function missingLibraries(binary) {
  if (process.platform !== 'linux' || !hasCommand('ldd')) return [];
  const { stdout } = spawnSync('ldd', [binary], { encoding: 'utf8' });
  const missing = [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
  return [...new Set(missing)];
}

/** How to become root without a question, as words to put before a command; null when there is none. */
function rootPrefix() {
  if (isRoot()) return [];
  const asked = hasCommand('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return asked && asked.status === 0 ? ['sudo', '-n'] : null;
}

/**
 * Installs Debian packages, quietly. Where that needs a password, or there is no apt, it returns the
 * command for a person to run instead; null when all went well.
 *
 * @param {string[]} names
 * @param {(line: string) => void} log
 * @returns {string | null}
 */
export function installPackages(names, log) {
  if (!hasCommand('apt-get')) {
    return `(your system's package manager) install the equivalents of Debian's ${names.join(' ')}`;
  }
  const prefix = rootPrefix();
  if (prefix === null) return `sudo apt-get install --no-install-recommends ${names.join(' ')}`;

  log(`installing ${names.join(' ')} ...`);
  apt(prefix, ['update', '-qq']);
  const present = names
    .filter((name) => !welcome.includes(name) || isOffered(name))
    .map(presentName);
  const { status, stderr } = apt(prefix, [
    'install',
    '-qq',
    '--yes',
    '--no-install-recommends',
    ...present,
  ]);
  if (status === 0) return null;
  log(stderr.trim().split('\n').slice(-3).join('\n'));
  return `${prefix.length > 0 ? 'sudo ' : ''}apt-get install ${present.join(' ')}`;
}

/**
 * @param {string[]} prefix
 * @param {string[]} args
 */
function apt(prefix, args) {
  const options = ['-o', 'DPkg::Lock::Timeout=120', ...args];
  const [command = '', ...rest] = [
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    ...options,
  ];
  return spawnSync(command, rest, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
}

/**
 * Since Debian 13 and Ubuntu 24.04 some libraries carry `t64` at the end of their names.
 *
 * @param {string} name
 */
function presentName(name) {
  return isOffered(`${name}t64`) ? `${name}t64` : name;
}

/** @param {string} name */
function isOffered(name) {
  const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: \d/.test(stdout);
}
