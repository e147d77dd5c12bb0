import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute } from 'node:path';
import type { CaptureSession } from '../client';
import { findProgram } from '../find-program';
import { lackingRight } from './rights';

/**
 * Why a test that records cannot run here; empty when it can.
 * @throws in CI as root, where `npm test` has installed all programs: one that is missing must not go unnoticed.
 */
export function recordingObstacle(...programs: string[]): string {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root, to record and to make networks';
  return missingProgram(...programs) || lackingRight(programs);
}

/** As for `recordingObstacle`, of the programs alone: commands, or files by their absolute path. */
export function missingProgram(...programs: string[]): string {
  const missing = programs.filter((program) =>
    isAbsolute(program) ? !existsSync(program) : findProgram(program) === null,
  );
  if (missing.length === 0) return '';
  const obstacle = `needs ${missing.join(', ')}`;
  if (process.env['CI'] && process.getuid?.() === 0)
    throw new Error(`in CI this must run: ${obstacle}`);
  return obstacle;
}

/** Whether the optional package cap was built here. */
export function hasCap(): boolean {
  try {
    createRequire(import.meta.url)('cap');
    return true;
  } catch {
    return false;
  }
}

/** Runs a command that must succeed. */
export function must(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** A UDP port of this test process alone, since all of them share loopback; nothing listens to it. */
export const testPort = 10_000 + (process.pid % 20_000);
/** Selects what `sendDatagrams` sends. */
export const testFilter = `udp dst port ${testPort}`;

/**
 * Sends `count` UDP datagrams of 100 bytes to `testPort` of a host, at a steady rate, from a process
 * of its own; settles when they are sent.
 */
export function sendDatagrams(count: number, rate: number, host = '127.0.0.1'): Promise<void> {
  const script = `
    const socket = require('node:dgram').createSocket('udp4');
    const [count, rate, host, port] = process.argv.slice(1);
    const datagram = Buffer.alloc(100, 7);
    let sent = 0;
    socket.bind(0, () => {
      const begun = performance.now();
      let pending = 0;
      const go = () => {
        const due = Math.min(count, ((performance.now() - begun) / 1000) * rate);
        for (let k = 0; k < 500 && sent < due && pending < 2000; k += 1, sent += 1, pending += 1) {
          socket.send(datagram, Number(port), host, (error) => { if (error) throw error; pending -= 1; });
        }
        if (sent < count || pending > 0) setImmediate(go);
        else socket.close();
      };
      go();
    });`;
  const args = ['-e', script, String(count), String(rate), host, String(testPort)];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`sender: ${code}`))));
  });
}

/** Two network namespaces with a cable between them: `vetha` in the near one, `vethb` in the far. */
export interface Cable {
  readonly near: string;
  readonly far: string;
  /** Undoes all. */
  remove(): void;
}

export function makeCable(name: string): Cable {
  const near = `hm-${name}-${process.pid}-a`;
  const far = `hm-${name}-${process.pid}-b`;
  const remove = (): void => {
    for (const one of [near, far]) spawnSync('ip', ['netns', 'del', one]);
  };
  try {
    for (const one of [near, far]) must('ip', 'netns', 'add', one);
    const cable = ['type', 'veth', 'peer', 'name', 'vethb', 'netns', far];
    must('ip', '-n', near, 'link', 'add', 'vetha', ...cable);
    must('ip', '-n', near, 'link', 'set', 'vetha', 'up');
    must('ip', '-n', far, 'link', 'set', 'vethb', 'up');
  } catch (error) {
    remove();
    throw error;
  }
  return { near, far, remove };
}

/** A script that runs Node in a network namespace, for `CapturePlace.runtime`. */
export function namespaceRuntime(namespace: string): string {
  return `#!/bin/sh\nexec ip netns exec ${namespace} ${process.execPath} "$@"\n`;
}

/** Settles when `test` holds; asks it every 20 ms, for ten seconds. */
export async function until(test: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (test()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain: ${what}`);
}

/** Settles when a recording has let so many packets through. */
export async function untilPackets(session: CaptureSession, count: number): Promise<void> {
  const packets = (): number => session.status().packets;
  await until(() => packets() >= count, '').catch(() => undefined);
  if (packets() !== count) throw new Error(`waited for ${count} packets, has ${packets()}`);
}

/** The processes that a process started. */
export function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

/** Whether a process is there, and is no zombie that nobody asked for its end. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
