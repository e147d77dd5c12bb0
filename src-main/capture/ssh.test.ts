import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CaptureRequest } from '../contract/capture';
import { protocolBits } from '../contract/protocol-bits';
import { readCaptures } from '../packets';
import { checkFilter, startCapture } from './client';
import type { CapturePlace } from './helper-process';
import { commandLine } from './backends/quote';
import { findProgram } from './find-program';
import { buildHelper } from './testing/build-helper';
import {
  recordingObstacle,
  sendDatagrams,
  testFilter,
  until,
  untilPackets,
} from './testing/network';
import { TestRecordings, testRequest } from './testing/recording';
import { startSshServer } from './testing/ssh-server';
import type { SshServer } from './testing/ssh-server';

const never = new AbortController().signal;
const hasServer = findProgram('sshd') !== null || existsSync('/usr/sbin/sshd');
const obstacle =
  recordingObstacle('tcpdump', 'ssh', 'ssh-keygen') || (hasServer ? '' : 'needs sshd');

(obstacle === '' ? describe : describe.skip)(
  `recording over ssh, from a server on loopback${obstacle && ` (${obstacle})`}`,
  () => {
    let place: CapturePlace;
    let server: SshServer;
    let folder = '';
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'homemole-ssh-'));
      place = { helper: await buildHelper() };
      server = await startSshServer(folder);
    });
    afterAll(async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    let recordings: TestRecordings;
    beforeEach(() => {
      recordings = new TestRecordings(place);
    });
    afterEach(() => recordings.clear());

    function request(changes: Partial<CaptureRequest> = {}): CaptureRequest {
      const { port, identity } = server;
      const destination = `${userInfo().username}@127.0.0.1`;
      return testRequest({ backend: 'ssh', ssh: { destination, port, identity }, ...changes });
    }

    it('never bypasses host keys: an unknown one, or another than before, is a problem', async () => {
      const unknown = startCapture(place, request(), never);
      await expect(unknown).rejects.toMatchObject({ problem: { code: 'ssh-host-unknown' } });
      expect(existsSync(join(folder, 'known_hosts'))).toBe(false);

      server.trustHost('wrong');
      const changed = await checkFilter(place, request(), never);
      expect(changed).toMatchObject({ code: 'ssh-host-unknown' });
      expect(String(changed?.params['detail'])).toContain('another than before');
      expect(String(changed?.params['command'])).toContain(`ssh -p ${server.port} -i`);
      server.trustHost('right');
    });

    it('records what the other machine sees, with its times and its count of losses', async () => {
      server.trustHost('right');
      const session = await recordings.start(request());
      expect(session.command).toContain(`-p ${server.port}`);
      expect(session.command).toContain(testFilter);
      // What is shown is what is run, and nothing in it weakens the check of the host's key.
      const [last = []] = server.commands().slice(-1);
      expect(session.command).toBe(commandLine('ssh', last));
      expect(last).toContain('BatchMode=yes');
      expect(last.join(' ')).not.toMatch(/StrictHostKey|KnownHosts|HostKeyAlias|NoHostAuth/i);
      const done = recordings.keep(session);
      await sendDatagrams(2000, 5000);
      await untilPackets(session, 2000);
      expect(recordersOf(testFilter)).toHaveLength(1);
      session.stop();
      const { status, end, problem, files } = await done;
      expect({ end, problem }).toEqual({ end: 'asked', problem: null });
      expect(status).toMatchObject({ packets: 2000, dropped: 0, timestamps: 'kernel' });
      // Nothing is left behind on the other machine.
      expect(recordersOf(testFilter)).toEqual([]);
      const { packets, files: read } = await readCaptures(files);
      expect(packets.count).toBe(2000);
      expect(new Set(packets.length)).toEqual(new Set([142]));
      expect(read[0]).toMatchObject({ format: 'pcapng', warnings: [] });
    });

    it('tells meanwhile how many packets the other machine lost', async () => {
      server.trustHost('right');
      const session = await recordings.start(request());
      const done = recordings.keep(session);
      await until(() => session.status().dropped === 0, 'the first count');
      const [recorder = 0] = recorderPids(testFilter);
      // More than the 2 MiB that the kernel keeps for tcpdump, while that stands still.
      process.kill(recorder, 'SIGSTOP');
      await sendDatagrams(30_000, 20_000);
      process.kill(recorder, 'SIGCONT');
      await until(() => (session.status().dropped ?? 0) > 0, 'the loss');
      expect(session.status().state).toBe('running');
      session.stop();
      const { status, problem } = await done;
      expect(problem).toBeNull();
      expect(status.packets).toBeLessThan(30_000);
      // On loopback what is lost is counted on its way out and in; tcpdump records one of the two.
      const { dropped } = status;
      expect(dropped).toBeGreaterThanOrEqual(30_000 - status.packets);
      expect(dropped).toBeLessThanOrEqual(2 * (30_000 - status.packets));
    });

    it('does not record its own login, which would never end', async () => {
      server.trustHost('right');
      const session = await recordings.start(request({ filter: '' }));
      const done = recordings.keep(session);
      await sendDatagrams(100, 1000);
      await until(() => session.status().packets >= 100, 'the datagrams');
      // What arrives is sent over the login; recorded, that would arrive as well, and so on.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      session.stop();
      const { end, problem, files } = await done;
      expect({ end, problem }).toEqual({ end: 'asked', problem: null });
      const { packets } = await readCaptures(files, { keepCopies: true });
      const ofLogin = [...packets.protocols].filter(
        (bits, row) =>
          bits & protocolBits.tcp &&
          [packets.sourcePort[row], packets.destinationPort[row]].includes(server.port),
      );
      expect(packets.count).toBeGreaterThanOrEqual(100);
      expect(ofLogin).toEqual([]);
    });

    it('names a wrong filter, interface, login and address', async () => {
      server.trustHost('right');
      const problems = await Promise.all(
        [
          request({ filter: 'udp prt 9' }),
          request({ interface: 'nosuch0' }),
          request({ ssh: { ...request().ssh!, destination: 'nobody-of-this-name@127.0.0.1' } }),
          request({ ssh: { ...request().ssh!, port: 1 } }),
          request({ ssh: { ...request().ssh!, identity: server.strangerIdentity } }),
        ].map((wrong) => checkFilter(place, wrong, never)),
      );
      expect(problems.map((problem) => problem?.code)).toEqual([
        'filter-invalid',
        'interface-unknown',
        'ssh-refused',
        'ssh-refused',
        'ssh-refused',
      ]);
      expect(problems[2]?.params['detail']).toMatch(/Permission denied/);
      expect(problems[3]?.params['detail']).toMatch(/Connection refused/);
      // Not asked for a password, which the server would take: that could wait for ever.
      expect(problems[4]?.params['detail']).toMatch(/Permission denied \(.*password/);
      const start = startCapture(place, request({ filter: 'udp prt 9' }), never);
      await expect(start).rejects.toMatchObject({ problem: { code: 'filter-invalid' } });
    });
  },
);

/** The tcpdumps that run here with such a word in their arguments. */
function recordersOf(word: string): string[] {
  return recorderPids(word).map((pid) => commandOf(String(pid)));
}

function recorderPids(word: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandOf(pid).startsWith('tcpdump') && commandOf(pid).includes(word))
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
