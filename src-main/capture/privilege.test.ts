import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from './find-program';
import { allowDumpcap, allowNode, systemFamily } from './system';
import { buildProgram } from './testing/build-helper';
import { hasCap, must, recordingObstacle, sendDatagrams, testPort } from './testing/network';

const NOBODY = 65_534;
/** Bits of capabilities(7). */
const CAP_NET_ADMIN = 12n;
const CAP_NET_RAW = 13n;
const given = (1n << CAP_NET_ADMIN) | (1n << CAP_NET_RAW);
const CAPABILITIES = 'cap_net_raw,cap_net_admin+eip';

/** What a process holds; see `record-as-user.ts`. */
interface Held {
  readonly pid: number;
  readonly user: string;
  readonly effective: string;
  readonly permitted: string;
}

const obstacle = recordingObstacle('dumpcap', 'setcap', 'setpriv', 'unshare');

(obstacle === '' ? describe : describe.skip)(
  `recording as an ordinary user${obstacle && ` (${obstacle})`}`,
  () => {
    let folder = '';
    let node = '';
    let closed = '';
    let helper = '';
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'homemole-user-'));
      // Everything is copied to where that user may read it.
      chmodSync(folder, 0o755);
      const build = (name: string, entry: string) =>
        buildProgram(name, entry, { outDir: folder, alone: true });
      await build('client', 'src-main/capture/testing/record-as-user.ts');
      helper = await build('helper', 'src-main/capture/helper/main.ts');
      closed = join(folder, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      node = join(folder, 'node');
      copyFileSync(process.execPath, node);
      chmodSync(node, 0o755);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** A copy of dumpcap in a folder of its own, with or without the right to record. */
    function dumpcapIn(name: string, capable: boolean, mode = 0o755): string {
      const place = join(folder, name);
      mkdirSync(place);
      const copy = join(place, 'dumpcap');
      copyFileSync(findProgram('dumpcap') ?? '', copy);
      chmodSync(copy, mode);
      if (capable) must('setcap', CAPABILITIES, copy);
      return place;
    }

    /** Runs the client as nobody, dumpcap being found in `place` alone; gives what it printed. */
    function record(place: string, ...how: string[]): Promise<unknown[]> {
      const hide = `mount --bind /dev/null '${findProgram('dumpcap')}' && exec "$0" "$@"`;
      const user = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
      const client = [node, join(folder, 'client.cjs'), helper, String(testPort), ...how];
      const args = ['-m', 'sh', '-c', hide, ...user, ...client];
      return new Promise((resolve, reject) => {
        const child = spawn('unshare', args, {
          cwd: '/',
          stdio: ['ignore', 'pipe', 'inherit'],
          // As after `su`, a folder that is not for this user is on the PATH.
          env: { PATH: `${closed}:${place}:/usr/sbin:/usr/bin:/sbin:/bin` },
        });
        let out = '';
        child.stdout.on('data', (text: Buffer) => {
          if (out === '') void sendDatagrams(60, 500);
          out += text.toString();
        });
        child.once('error', reject);
        child.once('close', () => {
          const lines = out.split('\n').slice(0, -1);
          resolve(lines.map((line): unknown => JSON.parse(line)));
        });
      });
    }

    /** What the processes of a recording held; all of them are of an ordinary user. */
    function heldIn(said: unknown): bigint[] {
      const { processes } = said as { processes: Held[] };
      expect(new Set(processes.map(({ user }) => user))).toEqual(new Set([String(NOBODY)]));
      return processes.map(
        ({ effective, permitted }) => BigInt(`0x${effective}`) | BigInt(`0x${permitted}`),
      );
    }

    it('works with capabilities on dumpcap alone: HomeMole and its helper hold none', async () => {
      const [during, after] = await record(dumpcapIn('capable', true), 'dumpcap');
      const [parent, helper, recorder = 0n, ...others] = heldIn(during);
      expect([parent, helper, ...others]).toEqual([0n, 0n]);
      // dumpcap was given two, and drops what it no longer needs.
      expect(recorder & ~given).toBe(0n);
      expect(after).toEqual({ packets: 50, end: 'condition' });
    });

    it.skipIf(!hasCap())(
      'works with cap in a copy of Node: HomeMole itself holds none',
      async () => {
        for (const part of ['package.json', 'lib', 'build/Release/cap.node']) {
          const from = join('node_modules/cap', part);
          cpSync(from, join(folder, from), { recursive: true });
        }
        const capable = join(folder, 'capture-node');
        copyFileSync(process.execPath, capable);
        must('setcap', CAPABILITIES, capable);
        const [during, after] = await record(dumpcapIn('none', false, 0), 'cap', capable);
        expect(heldIn(during)).toEqual([0n, given]);
        expect(after).toEqual({ packets: 50, end: 'condition' });
        // Without them the same is a problem with the command that makes such a copy.
        const [said] = await record('', 'cap');
        const command = allowNode(systemFamily(), node);
        expect(said).toMatchObject({
          problem: { code: 'capture-permission', params: { command } },
        });
      },
    );

    it('without them is a problem that names the command', async () => {
      const place = dumpcapIn('plain', false);
      const [said] = await record(place, 'dumpcap');
      const command = allowDumpcap(systemFamily(), join(place, 'dumpcap'));
      expect(said).toMatchObject({ problem: { code: 'capture-permission', params: { command } } });
    });

    it('who is not of the group that may run dumpcap is told so', async () => {
      const place = dumpcapIn('locked', true, 0o750);
      const [said] = await record(place, 'dumpcap');
      const detail = `only members of a group may run ${join(place, 'dumpcap')}`;
      expect(said).toMatchObject({ problem: { code: 'capture-permission', params: { detail } } });
    });
  },
);
