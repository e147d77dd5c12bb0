import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root, run } from './project.mjs';

/** Whether Debian's libpcap headers are here, which the package cap is built against. */
export function hasPcapHeaders() {
  return existsSync('/usr/include/pcap.h') || existsSync('/usr/include/pcap/pcap.h');
}

/**
 * Has the optional package cap loaded in a process of its own; builds it anew when that fails, since
 * `npm ci` leaves it out where libpcap's headers were missing.
 *
 * @returns {boolean} whether it can be used
 */
export function readyCap() {
  if (hasCap()) return true;
  const { optionalDependencies } = createRequire(import.meta.url)(join(root, 'package.json'));
  const wanted = `cap@${optionalDependencies.cap}`;
  const args = ['install', '--no-save', '--no-audit', '--no-fund', wanted];
  // Node brings its headers; without them they would be fetched from nodejs.org.
  const prefix = dirname(dirname(process.execPath));
  const hasHeaders = existsSync(join(prefix, 'include', 'node', 'node.h'));
  const env = hasHeaders ? { npm_config_nodedir: prefix } : {};
  run('npm', args, { quiet: true, env });
  return hasCap();
}

/** Whether cap can be used. "Rebuilt" says little: only loading it tells. */
export function hasCap() {
  const { status } = spawnSync(process.execPath, ['-e', "require('cap')"], {
    cwd: root,
    stdio: 'ignore',
  });
  return status === 0;
}
