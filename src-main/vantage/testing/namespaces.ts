import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, must } from '../../capture/testing/network';

/** All names begin so, then comes the process that made them: a process that died is cleaned up after. */
const PREFIX = 'hm-tunnel';
const WIREGUARD_SOCKETS = '/var/run/wireguard';

let made = 0;

/**
 * Network namespaces of one testbed and the processes in them. Every process dies with this one, and
 * what a killed test left behind is removed by the next one.
 */
export class Namespaces {
  /** Unlike that of all other testbeds, and at most ten characters long. */
  readonly id: string;
  private readonly names = new Map<string, string>();
  private readonly children: ChildProcess[] = [];

  constructor(roles: readonly string[]) {
    removeLeftovers();
    made += 1;
    this.id = `${process.pid}-${made}`;
    try {
      for (const role of roles) {
        const name = `${PREFIX}-${this.id}-${role}`;
        must('ip', 'netns', 'add', name);
        this.names.set(role, name);
      }
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  /** The name of a role's namespace. */
  of(role: string): string {
    const name = this.names.get(role);
    if (name === undefined) throw new Error(`no namespace ${role}`);
    return name;
  }

  /** Runs commands of `ip` in a namespace. */
  ip(role: string, ...commands: string[]): void {
    const { status, stderr } = spawnSync('ip', ['-n', this.of(role), '-batch', '-'], {
      input: `${commands.join('\n')}\n`,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`ip in ${role}: ${stderr}\n${commands.join('\n')}`);
  }

  /** Runs a program in a namespace that must succeed. */
  run(role: string, program: string, ...args: string[]): string {
    return must('ip', 'netns', 'exec', this.of(role), program, ...args);
  }

  /** Starts a program in a namespace; its output is piped. */
  start(role: string, program: string, ...args: string[]): ChildProcess {
    const inside = ['--pdeathsig', 'KILL', 'ip', 'netns', 'exec', this.of(role), program, ...args];
    const child = spawn('setpriv', inside, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.children.push(child);
    return child;
  }

  /** Ends all processes and removes all namespaces. */
  remove(): void {
    for (const child of this.children) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    }
    for (const name of this.names.values()) removeNamespace(name);
    removeSockets(this.id);
    this.names.clear();
  }
}

/** Settles when a child wrote a word to one of its outputs; rejects with all it said when it ends before. */
export function untilSaid(child: ChildProcess, word: string | RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (text: Buffer): void => {
      said += text.toString();
      if (typeof word === 'string' ? said.includes(word) : word.test(said)) resolve(said);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${child.spawnargs.join(' ')}: ${said}`)));
  });
}

/** Removes what processes left behind that were killed before they could. */
function removeLeftovers(): void {
  const { stdout } = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' });
  for (const [name, pid] of stdout.matchAll(/^hm-tunnel-(\d+)-\S+/gm)) {
    if (!isAlive(Number(pid))) removeNamespace(name);
  }
  for (const file of listOf(WIREGUARD_SOCKETS)) {
    const pid = /^wg(\d+)-/.exec(file)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(WIREGUARD_SOCKETS, file));
  }
}

function removeNamespace(name: string): void {
  const { stdout } = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8' });
  for (const pid of stdout.split('\n').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
  spawnSync('ip', ['netns', 'del', name]);
}

function removeSockets(id: string): void {
  for (const file of listOf(WIREGUARD_SOCKETS)) {
    if (file.startsWith(`wg${id}`)) rmSync(join(WIREGUARD_SOCKETS, file), { force: true });
  }
}

function listOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
