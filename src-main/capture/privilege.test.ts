import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from './find-program';
import { buildProgram } from './testing/build-helper';
import { must, recordingObstacle, sendDatagrams, testPort } from './testing/network';

const NOBODY = 65_534;
/** Bits of capabilities(7). */
const CAP_NET_ADMIN = 12n;
const CAP_NET_RAW = 13n;

/** What a process holds; see `record-as-user.ts`. */
interface Held {
  readonly pid: number;
  readonly user: string;
  readonly effective: string;
  readonly permitted: string;
}
const obstacle = recordingObstacle('dumpcap', 'setcap');

(obstacle === '' ? describe : describe.skip)(
  `recording as an ordinary user${obstacle && ` (${obstacle})`}`,
  () => {
    let folder = '';
    let node = '';
    let client = '';
    let helper = '';
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'homemole-user-'));
      // Everything is copied to where that user may read it.
      chmodSync(folder, 0o755);
      const build = (name: string, entry: string) =>
        buildProgram(name, entry, { outDir: folder, alone: true });
      client = await build('client', 'src-main/capture/testing/record-as-user.ts');
      helper = await build('helper', 'src-main/capture/helper/main.ts');
      node = join(folder, 'node');
      copyFileSync(process.execPath, node);
      chmodSync(node, 0o755);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** A copy of dumpcap in a folder of its own, with or without the right to record. */
    function dumpcapIn(name: string, capable: boolean): string {
      const place = join(folder, name);
      mkdirSync(place);
      const copy = join(place, 'dumpcap');
      copyFileSync(findProgram('dumpcap') ?? '', copy);
      chmodSync(copy, 0o755);
      if (capable) must('setcap', 'cap_net_raw,cap_net_admin+eip', copy);
      return place;
    }

    /** Runs the client as nobody; gives the JSON lines it printed. */
    function record(place: string, whileRunning: () => void): Promise<unknown[]> {
      return new Promise((resolve, reject) => {
        const child = spawn(node, [client, helper, String(testPort)], {
          uid: NOBODY,
          gid: NOBODY,
          cwd: '/',
          stdio: ['ignore', 'pipe', 'inherit'],
          env: { PATH: place },
        });
        let out = '';
        child.stdout.on('data', (text: Buffer) => {
          if (out === '') whileRunning();
          out += text.toString();
        });
        child.once('error', reject);
        child.once('close', () =>
          resolve(
            out
              .split('\n')
              .slice(0, -1)
              .map((line): unknown => JSON.parse(line)),
          ),
        );
      });
    }

    it('works with capabilities on dumpcap alone: HomeMole and its helper hold none', async () => {
      const [during, after] = await record(dumpcapIn('capable', true), () => {
        void sendDatagrams(60, 500);
      });
      const { processes } = during as { processes: Held[] };
      expect(processes.map(({ user }) => user)).toEqual(Array(3).fill(String(NOBODY)));
      const [parent, helper, recorder] = processes.map(
        ({ effective, permitted }) => BigInt(`0x${effective}`) | BigInt(`0x${permitted}`),
      );
      expect([parent, helper]).toEqual([0n, 0n]);
      // dumpcap was given two, and drops what it no longer needs.
      const given = (1n << CAP_NET_ADMIN) | (1n << CAP_NET_RAW);
      expect((recorder ?? 0n) & ~given).toBe(0n);
      expect(after).toEqual({ packets: 50, end: 'condition' });
    });

    it('without them is a problem that names the command', async () => {
      const [said] = await record(dumpcapIn('plain', false), () => undefined);
      expect(said).toMatchObject({ problem: { code: 'capture-permission' } });
      const { problem } = said as { problem: { params: { command: string } } };
      expect(problem.params.command).toMatch(/setcap|wireshark/);
    });
  },
);
