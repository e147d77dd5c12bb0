import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lackingRight } from '../../src-main/capture/testing/rights';
import { root } from './launch';

/** Why a test that makes networks cannot run here; empty when it can. */
export function networkObstacle(...programs: string[]): string {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root, to record and to make networks';
  const missing = programs.filter((name) => spawnSync('which', [name]).status !== 0);
  return missing.length === 0 ? lackingRight(programs) : `needs ${missing.join(', ')}`;
}

function must(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}

/**
 * A cable out of a network namespace of its own into this one: what is sent into its far end arrives
 * at the interface `name`. Neither end says anything by itself.
 */
export class Cable {
  readonly name = `hm${process.pid}`;
  private readonly space = `homemole-${process.pid}`;

  constructor() {
    const { name, space } = this;
    must('ip', 'netns', 'add', space);
    const peer = ['peer', 'name', 'far', 'netns', space];
    must('ip', 'link', 'add', name, 'type', 'veth', ...peer);
    for (const at of [[], ['-n', space]]) {
      const end = at.length === 0 ? name : 'far';
      must('ip', ...at, 'link', 'set', end, 'addrgenmode', 'none');
      must('ip', ...at, 'link', 'set', end, 'up');
    }
  }

  /** Leaves out what this end says of itself when it comes up. */
  filter(): string {
    const mac = readFileSync(`/sys/class/net/${this.name}/address`, 'utf8').trim();
    return `not ether src ${mac}`;
  }

  /** Packets that arrived here so far: a busy kernel drops some on the way, which nobody can record. */
  arrived(): number {
    const file = `/sys/class/net/${this.name}/statistics/rx_packets`;
    return Number(readFileSync(file, 'utf8'));
  }

  /**
   * Sends the sample home, over and over, in order but much faster than it spoke.
   * @returns How many packets were sent.
   */
  sendHome(loops: number, perSecond: number): Promise<number> {
    const file = join(root, 'resources', 'sample-home', 'capture.pcapng');
    const args = ['-q', '-K', `--loop=${loops}`, `--pps=${perSecond}`, '-i', 'far', file];
    return new Promise((resolve, reject) => {
      const child = spawn('ip', ['netns', 'exec', this.space, 'tcpreplay', ...args]);
      let said = '';
      child.stdout.on('data', (text: Buffer) => (said += text.toString()));
      child.stderr.on('data', (text: Buffer) => (said += text.toString()));
      child.once('error', reject);
      child.once('close', (code) => {
        const sent = /Successful packets:\s+(\d+)/.exec(said)?.[1];
        if (code === 0 && sent) resolve(Number(sent));
        else reject(new Error(`tcpreplay: ${said}`));
      });
    });
  }

  /** Takes the interface away, as a dongle that is pulled out. */
  unplug(): void {
    must('ip', 'link', 'del', this.name);
  }

  remove(): void {
    spawnSync('ip', ['link', 'del', this.name]);
    spawnSync('ip', ['netns', 'del', this.space]);
  }
}
