import { spawnSync } from 'node:child_process';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCaptures } from '../packets';
import { checkFilter, listInterfaces } from './client';
import { findProgram } from './find-program';
import type { CapturePlace } from './helper-process';
import { Recorder } from './recorder';
import { installDumpcap, installLibrary, systemFamily } from './system';
import { buildHelper } from './testing/build-helper';
import { librariesOf, runtimeWithout } from './testing/hidden';
import {
  hasCap,
  must,
  recordingObstacle,
  sendDatagrams,
  until,
  untilPackets,
} from './testing/network';
import { TestRecordings, testRequest } from './testing/recording';

const obstacle = recordingObstacle('dumpcap', 'ip', 'unshare', 'ldd');
const suite = obstacle === '' ? describe : describe.skip;

const never = new AbortController().signal;
let place: CapturePlace;
let recordings: TestRecordings;
beforeAll(async () => {
  place = { helper: await buildHelper() };
});
beforeEach(() => {
  recordings = new TestRecordings(place);
});
afterEach(() => recordings.clear());

suite(`when recording goes wrong${obstacle && ` (${obstacle})`}`, () => {
  it('names what is wrong with interface and filter before it starts', async () => {
    const unknown = recordings.start(testRequest({ interface: 'nosuch0' }));
    await expect(unknown).rejects.toMatchObject({
      problem: { code: 'interface-unknown', params: { interface: 'nosuch0' } },
    });
    const filter = 'udp prt 9';
    const wrong = recordings.start(testRequest({ filter }));
    await expect(wrong).rejects.toMatchObject({ problem: { code: 'filter-invalid' } });
    const problem = await checkFilter(place, testRequest({ filter }), never);
    expect(problem).toMatchObject({ code: 'filter-invalid', params: { filter } });
    expect(String(problem?.params['detail'])).toContain('syntax error');
    expect(await checkFilter(place, testRequest(), never)).toBeNull();
  });

  it.each(hasCap() ? (['dumpcap', 'cap'] as const) : (['dumpcap'] as const))(
    'says that the interface went away, and keeps what came before: %s',
    async (backend) => {
      const name = `hmg${process.pid}`;
      must('ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', `${name}p`);
      try {
        must('ip', 'addr', 'add', '10.56.0.1/24', 'dev', name);
        for (const end of [name, `${name}p`]) must('ip', 'link', 'set', end, 'up');
        must('ip', 'neigh', 'add', '10.56.0.2', 'lladdr', '02:00:5e:10:00:02', 'dev', name);
        const session = await recordings.start(testRequest({ interface: name, backend }));
        const done = recordings.keep(session);
        await sendDatagrams(50, 1000, '10.56.0.2');
        await untilPackets(session, 50);
        must('ip', 'link', 'del', name);
        const { end, problem, files } = await done;
        expect(end).toBe('problem');
        expect(problem).toEqual({ code: 'interface-gone', params: { interface: name } });
        expect((await readCaptures(files)).packets.count).toBe(50);
      } finally {
        // It is gone unless something failed before.
        spawnSync('ip', ['link', 'del', name]);
      }
    },
  );

  it('says that the disk is full and keeps what found room', async () => {
    must('mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', recordings.folder);
    try {
      const session = await recordings.start(testRequest());
      const recorder = new Recorder(recordings.folder, null);
      let problem: unknown = null;
      const done = (async () => {
        for await (const bytes of session.bytes) {
          if (problem === null) await recorder.write(bytes).catch((error) => (problem = error));
        }
      })();
      await sendDatagrams(4000, 20_000);
      await until(() => problem !== null, 'the disk to be full');
      session.stop();
      await done;
      await recorder.close();
      expect(problem).toMatchObject({ problem: { code: 'disk-full' } });
      const { packets, files } = await readCaptures(recorder.files());
      expect(packets.count).toBeGreaterThan(500);
      expect(files[0]?.warnings).toEqual([]);
    } finally {
      must('umount', recordings.folder);
    }
  });

  it('names a missing dumpcap with the command that installs it, and takes cap then', async () => {
    const dumpcap = findProgram('dumpcap') ?? '';
    const without = { ...place, runtime: runtimeWithout(recordings.folder, [dumpcap]) };
    const { backends, interfaces } = await listInterfaces(without, never);
    expect(backends[0]?.problem).toEqual({
      code: 'capture-program-missing',
      params: { program: 'dumpcap', command: installDumpcap(systemFamily()) },
    });
    expect(interfaces.map(({ name }) => name)).toContain('lo');
    await expect(recordings.start(testRequest(), without)).rejects.toMatchObject({
      problem: { code: 'capture-program-missing' },
    });
    if (!hasCap()) return;
    const session = await recordings.start(testRequest({ backend: null }), without);
    expect(session.status().backend).toBe('cap');
  });

  it('names a missing libpcap, for dumpcap and for cap', async () => {
    const libraries = librariesOf(findProgram('dumpcap') ?? '', 'libpcap.so');
    expect(libraries).toHaveLength(1);
    const without = { ...place, runtime: runtimeWithout(recordings.folder, libraries) };
    const { backends } = await listInterfaces(without, never);
    const problems = backends.slice(0, 2).map(({ problem }) => problem);
    for (const [i, program] of (['dumpcap', 'cap'] as const).entries()) {
      const { library, command } = installLibrary(systemFamily(), program);
      const params = { library, program, command };
      expect(problems[i]).toEqual({ code: 'capture-library-missing', params });
    }
  });

  it('takes no pipe, file or other machine for an interface', async () => {
    for (const name of ['TCP@127.0.0.1:9', 'rpcap://127.0.0.1/lo', '/etc/hostname', '1']) {
      const problem = await checkFilter(place, testRequest({ interface: name }), never);
      expect(problem).toEqual({ code: 'interface-unknown', params: { interface: name } });
      await expect(recordings.start(testRequest({ interface: name }))).rejects.toMatchObject({
        problem: { code: 'interface-unknown' },
      });
    }
  });
});
