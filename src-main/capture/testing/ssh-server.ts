import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../find-program';
import { testPort } from './network';

/** Where sshd wants a folder when it is not started by the system. */
const RUN_FOLDER = '/run/sshd';

/** An sshd on loopback, with keys and settings of its own. */
export interface SshServer {
  readonly port: number;
  /** The private key that may log in. */
  readonly identity: string;
  /** One that may not. */
  readonly strangerIdentity: string;
  /** The arguments of every ssh that was run, in order. */
  commands(): string[][];
  /** Makes the host's key known, or replaces it by another one. */
  trustHost(how: 'right' | 'wrong'): void;
  stop(): Promise<void>;
}

/**
 * Starts sshd in `folder`, and puts an `ssh` first on the PATH of this process that reads settings
 * of `folder` alone, so that the keys of whoever runs the test are neither used nor changed.
 */
export async function startSshServer(folder: string): Promise<SshServer> {
  const sshd = findProgram('sshd') ?? '/usr/sbin/sshd';
  const key = (name: string): string => {
    const path = join(folder, name);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', path]);
    return path;
  };
  const [host, wrong, identity] = [key('host'), key('wrong'), key('user')];
  const keys = join(folder, 'authorized_keys');
  writeFileSync(keys, readFileSync(`${identity}.pub`), { mode: 0o600 });
  const settings = [
    'ListenAddress 127.0.0.1',
    `HostKey ${host}`,
    `AuthorizedKeysFile ${keys}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication yes',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin yes',
    'PidFile none',
  ];
  writeFileSync(join(folder, 'sshd_config'), `${settings.join('\n')}\n`);
  const made = !existsSync(RUN_FOLDER);
  if (made) mkdirSync(RUN_FOLDER, { mode: 0o755 });
  const { server, port } = await listenSomewhere(sshd, join(folder, 'sshd_config'));

  const known = join(folder, 'known_hosts');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(
    join(folder, 'ssh_config'),
    `Host *\n  UserKnownHostsFile ${known}\n  IdentitiesOnly yes\n`,
  );
  const real = findProgram('ssh') ?? 'ssh';
  const settingsOf = join(folder, 'ssh_config');
  const log = join(folder, 'commands');
  const script = [
    '#!/bin/sh',
    `{ printf '%s\\0' "$@"; printf '\\n\\0'; } >>${log}`,
    `exec ${real} -F ${settingsOf} "$@"`,
  ];
  writeFileSync(join(bin, 'ssh'), `${script.join('\n')}\n`);
  chmodSync(join(bin, 'ssh'), 0o755);
  const path = process.env['PATH'] ?? '';
  process.env['PATH'] = `${bin}:${path}`;
  return {
    port,
    identity,
    strangerIdentity: wrong,
    commands() {
      const lines = readFileSync(log, 'utf8').split('\0\n\0').slice(0, -1);
      return lines.map((line) => line.split('\0'));
    },
    trustHost(how) {
      const publicKey = readFileSync(`${how === 'right' ? host : wrong}.pub`, 'utf8').trim();
      writeFileSync(known, `[127.0.0.1]:${port} ${publicKey}\n`);
    },
    async stop() {
      process.env['PATH'] = path;
      const closed = new Promise((resolve) => server.once('close', resolve));
      server.kill('SIGTERM');
      await closed;
      if (made) rmdirSync(RUN_FOLDER);
    },
  };
}

/** Starts sshd on the first port that is free, from `testPort` on. */
async function listenSomewhere(
  sshd: string,
  settings: string,
): Promise<{ server: ChildProcess; port: number }> {
  for (let port = testPort; ; port += 1) {
    const server = spawn(sshd, ['-D', '-e', '-f', settings, '-p', String(port)], { stdio: 'pipe' });
    const words = await untilListening(server.stderr);
    if (words === null) return { server, port };
    if (!words.includes('Address already in use')) throw new Error(`sshd ended: ${words}`);
  }
}

/** Settles with null when it listens, or with what it said when it ended. */
function untilListening(words: NodeJS.ReadableStream): Promise<string | null> {
  return new Promise((resolve) => {
    let said = '';
    words.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('Server listening')) resolve(null);
    });
    words.on('end', () => resolve(said));
  });
}
