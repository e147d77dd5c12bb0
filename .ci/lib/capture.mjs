import { existsSync } from 'node:fs';
import { hasCommand, installPackages } from './system.mjs';

/** Where Wireshark puts dumpcap on systems whose PATH does not name it. */
const elsewhere = [
  '/Applications/Wireshark.app/Contents/MacOS/dumpcap',
  'C:\\Program Files\\Wireshark\\dumpcap.exe',
];
/** What installs it where there is no apt. */
const commands = {
  darwin: 'brew install --cask wireshark',
  win32: 'winget install WiresharkFoundation.Wireshark',
};

/**
 * Sees to what live capture needs of the system. HomeMole opens files without it, so this installs
 * only when asked to and where that takes no question, names the command elsewhere, and never fails.
 *
 * @param {(line: string) => void} log
 * @param {{ install: boolean }} how
 */
export function prepareCapture(log, { install }) {
  if (hasCommand('dumpcap') || elsewhere.some((path) => existsSync(path))) return;
  const command = install ? obtain(log) : commandHere();
  if (command === null) return;
  log('live capture needs dumpcap, which is not here; files open without it. To have it:');
  log(`  ${command}`);
  log('docs/capturing.md says how to let yourself record, and where to stand.');
}

function commandHere() {
  const { platform } = process;
  if (platform === 'darwin' || platform === 'win32') return commands[platform];
  if (hasCommand('apt-get')) return 'sudo apt-get install wireshark-common';
  return "(your system's package manager) install the package that brings dumpcap";
}

/** @param {(line: string) => void} log */
function obtain(log) {
  if (process.platform !== 'linux') return commandHere();
  return installPackages(['wireshark-common'], log) === null ? null : commandHere();
}
