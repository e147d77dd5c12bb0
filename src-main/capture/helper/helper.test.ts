import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { helperEventSchema } from '../../contract/capture';
import type { HelperEvent } from '../../contract/capture';
import { FrameDecoder } from '../frames';
import { buildHelper, buildProgram } from '../testing/build-helper';
import { isAlive, recordingObstacle, testPort, until } from '../testing/network';
import { testRequest } from '../testing/recording';

const obstacle = recordingObstacle('dumpcap');

let path = '';
let child: ChildProcessWithoutNullStreams | null = null;
beforeAll(async () => {
  path = await buildHelper();
});
afterEach(() => void child?.kill('SIGKILL'));

/** Runs the helper with what it is told; gives what it says until it ends. */
function tell(lines: readonly string[], args: readonly string[] = []) {
  const helper = spawn(process.execPath, [path, ...args], { stdio: 'pipe' });
  child = helper;
  const events: HelperEvent[] = [];
  const decoder = new FrameDecoder(
    (json) => events.push(helperEventSchema.parse(JSON.parse(json))),
    () => undefined,
  );
  let words = '';
  helper.stdout.on('data', (chunk: Buffer) => decoder.push(chunk));
  helper.stderr.on('data', (text: Buffer) => (words += text.toString()));
  const closed = new Promise<number | null>((done) => helper.once('close', done));
  helper.stdin.end(lines.map((line) => `${line}\n`).join(''));
  return closed.then((code) => ({ code, events, words }));
}

describe('the helper takes nothing but its commands', () => {
  const request = testRequest();
  const ssh = { destination: 'root@router', port: null, identity: null };
  it.each([
    ['no JSON', 'rm -rf x'],
    ['no command', '{"kind":"run","program":"sh"}'],
    ['no request', '{"kind":"start"}'],
    ['an option for an interface', { ...request, interface: '-w/tmp/x' }],
    ['a NUL in a name', { ...request, interface: 'lo\0x' }],
    ['an unknown backend', { ...request, backend: 'sh' }],
    [
      'an option for another machine',
      { ...request, ssh: { ...ssh, destination: '-oProxyCommand=x' } },
    ],
    ['a shell word for another machine', { ...request, ssh: { ...ssh, destination: 'a;reboot' } }],
    ['lengths below none', { ...request, snaplen: -1 }],
    ['a ring of one', { ...request, ring: { files: 1, fileBytes: 65_536 } }],
  ])('%s', async (_, wrong) => {
    const line =
      typeof wrong === 'string' ? wrong : JSON.stringify({ kind: 'start', request: wrong });
    const { code, events, words } = await tell([line]);
    expect({ code, events }).toEqual({ code: 0, events: [] });
    expect(words).toBe('refused a command that is none\n');
  });

  it('and no arguments', async () => {
    const { code, events, words } = await tell([], ['--interface', 'lo']);
    expect({ code, events }).toEqual({ code: 2, events: [] });
    expect(words).toContain('takes no arguments');
  });

  it('but goes on with the next one', async () => {
    const { events } = await tell(['{}', '{"kind":"list"}']);
    expect(events.map(({ kind }) => kind)).toEqual(['list']);
  });
});

(obstacle === '' ? describe : describe.skip)(`a death${obstacle && ` (${obstacle})`}`, () => {
  it('of whoever started it ends the helper and what records', async () => {
    const client = await buildProgram('client', 'src-main/capture/testing/record-as-user.ts', {
      outDir: resolve(path, '..'),
    });
    const parent = spawn(process.execPath, [client, path, String(testPort), 'dumpcap'], {
      stdio: 'pipe',
    });
    child = parent;
    const said = await new Promise<string>((done) => {
      parent.stdout.once('data', (text: Buffer) => done(text.toString()));
    });
    const { processes } = JSON.parse(said) as { processes: { pid: number; name: string }[] };
    expect(processes.map(({ name }) => name)).toEqual(['node', 'node', 'dumpcap']);
    for (const { pid } of processes) expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await until(() => processes.every(({ pid }) => !isAlive(pid)), 'all to end');
  });
});
