import { readFileSync } from 'node:fs';

/** Families of systems whose commands differ. */
export type SystemFamily =
  'debian' | 'fedora' | 'arch' | 'suse' | 'alpine' | 'macos' | 'windows' | 'linux' | 'other';

/**
 * The family of the system that HomeMole runs on.
 * @param osRelease Text of /etc/os-release (os-release(5)); read when absent.
 */
export function systemFamily(
  platform: NodeJS.Platform = process.platform,
  osRelease: string = platform === 'linux' ? readOsRelease() : '',
): SystemFamily {
  if (platform === 'darwin') return 'macos';
  if (platform === 'win32') return 'windows';
  if (platform !== 'linux') return 'other';
  const ids = ['ID', 'ID_LIKE'].flatMap((key) => valueOf(osRelease, key).split(/\s+/));
  const has = (...names: string[]): boolean => names.some((name) => ids.includes(name));
  if (has('debian', 'ubuntu')) return 'debian';
  if (has('fedora', 'rhel', 'centos')) return 'fedora';
  if (has('arch')) return 'arch';
  if (ids.some((id) => id.includes('suse'))) return 'suse';
  if (has('alpine')) return 'alpine';
  return 'linux';
}

/** What installs dumpcap there. */
export function installDumpcap(family: SystemFamily): string {
  const commands: Record<SystemFamily, string> = {
    debian: 'sudo apt install wireshark-common',
    fedora: 'sudo dnf install wireshark-cli',
    arch: 'sudo pacman -S wireshark-cli',
    suse: 'sudo zypper install wireshark',
    alpine: 'sudo apk add wireshark-common',
    macos: 'brew install --cask wireshark',
    windows: 'winget install WiresharkFoundation.Wireshark',
    linux: 'install the package that brings dumpcap (Wireshark)',
    other: 'install the package that brings dumpcap (Wireshark)',
  };
  return commands[family];
}

/**
 * What lets an ordinary user record with dumpcap there; logging in again comes after it.
 * @param program Where dumpcap is.
 */
export function allowDumpcap(family: SystemFamily, program: string): string {
  const capabilities = `sudo setcap cap_net_raw,cap_net_admin+eip ${quoted(program)}`;
  switch (family) {
    case 'debian':
      return (
        'echo "wireshark-common wireshark-common/install-setuid boolean true" | ' +
        'sudo debconf-set-selections && ' +
        'sudo dpkg-reconfigure -f noninteractive wireshark-common && ' +
        'sudo usermod -aG wireshark "$USER" && newgrp wireshark'
      );
    case 'fedora':
    case 'arch':
    case 'suse':
    case 'alpine':
      return `sudo usermod -aG wireshark "$USER" && ${capabilities}`;
    case 'macos':
      return 'sudo installer -pkg "/Applications/Wireshark.app/Contents/Resources/Extras/Install ChmodBPF.pkg" -target /';
    case 'windows':
      return 'winget install Insecure.Npcap';
    case 'linux':
    case 'other':
      return capabilities;
  }
}

/** A copy of Node that may record, on Linux: the one everybody uses should not. */
export const CAPTURE_NODE = '/usr/local/lib/homemole/capture-node';

/**
 * What lets the backend `cap` record there: on Linux by a copy of Node that only the user's own
 * group may run.
 * @param program The Node that runs the helper now.
 */
export function allowNode(family: SystemFamily, program: string): string {
  if (family === 'macos' || family === 'windows') return allowDumpcap(family, program);
  return (
    `sudo install -D -o root -g "$(id -gn)" -m 750 ${quoted(program)} ${CAPTURE_NODE} && ` +
    `sudo setcap cap_net_raw,cap_net_admin+eip ${CAPTURE_NODE}`
  );
}

/**
 * What brings the library that records, and, for the backend `cap`, builds that on it; dumpcap needs
 * no headers.
 */
export function installLibrary(
  family: SystemFamily,
  program: 'cap' | 'dumpcap',
): { library: string; command: string } {
  const [headers, alone] = libraryCommands[family];
  const rebuild = 'npm install --no-save cap';
  const withCap = headers === '' ? rebuild : `${headers} && ${rebuild}`;
  const library = family === 'windows' ? 'Npcap' : 'libpcap';
  return { library, command: program === 'cap' ? withCap : alone };
}

const byHand = 'install libpcap';
/** libpcap with its headers, and without. */
const libraryCommands: Record<SystemFamily, [string, string]> = {
  debian: ['sudo apt install libpcap-dev build-essential', 'sudo apt install libpcap0.8'],
  fedora: ['sudo dnf install libpcap-devel gcc-c++ make', 'sudo dnf install libpcap'],
  arch: ['sudo pacman -S libpcap base-devel', 'sudo pacman -S libpcap'],
  suse: ['sudo zypper install libpcap-devel gcc-c++ make', 'sudo zypper install libpcap1'],
  alpine: ['sudo apk add libpcap-dev build-base', 'sudo apk add libpcap'],
  macos: ['', byHand],
  windows: ['winget install Insecure.Npcap', 'winget install Insecure.Npcap'],
  linux: [`${byHand} with its headers`, byHand],
  other: [`${byHand} with its headers`, byHand],
};

/** What installs ssh there. */
export function installSsh(family: SystemFamily): string {
  const commands: Record<SystemFamily, string> = {
    debian: 'sudo apt install openssh-client',
    fedora: 'sudo dnf install openssh-clients',
    arch: 'sudo pacman -S openssh',
    suse: 'sudo zypper install openssh-clients',
    alpine: 'sudo apk add openssh-client',
    macos: 'xcode-select --install',
    windows: 'winget install Microsoft.OpenSSH.Beta',
    linux: 'install OpenSSH',
    other: 'install OpenSSH',
  };
  return commands[family];
}

/** One word of a shell, whatever is in it (POSIX, Shell Command Language 2.2.2). */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function valueOf(osRelease: string, key: string): string {
  const line = new RegExp(`^${key}=(.*)$`, 'm').exec(osRelease)?.[1] ?? '';
  return line.trim().replace(/^(["'])(.*)\1$/, '$2');
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
