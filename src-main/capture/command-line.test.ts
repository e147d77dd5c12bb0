import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasCap, must, recordingObstacle, sendDatagrams, testFilter } from './testing/network';
import { captureResultSchema, interfaceListSchema } from '../contract/capture';
import { readCaptures } from '../packets';
import { buildHelper, buildProgram } from './testing/build-helper';

const obstacle = recordingObstacle('dumpcap');

let cli = '';
let folder = '';
beforeAll(async () => {
  const outDir = dirname(await buildHelper());
  cli = await buildProgram('cli', 'src-main/cli/main.ts', { outDir });
  folder = mkdtempSync(join(tmpdir(), 'homemole-cli-capture-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The command line as a person meets it, recording for real.

interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...args: string[]): Promise<Said> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise((done) => child.once('close', (code) => done({ code, stdout, stderr })));
}

async function read(path: string) {
  const { packets, files } = await readCaptures([path], { keepCopies: true });
  return { packets: packets.count, warnings: files[0]?.warnings };
}

const at = (name: string): string => join(folder, name);

/** The bytes that a running recording to `name` has written beside it. */
function bytesSoFar(name: string): number {
  const files = readdirSync(folder)
    .filter((entry) => entry.startsWith(`.${name}.new-`))
    .flatMap((entry) => readdirSync(at(entry)).map((file) => join(at(entry), file)));
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}

/** Records while datagrams are sent over loopback, until it ends by itself. */
async function recordSome(...args: string[]): Promise<Said> {
  const recording = run('capture', '-i', 'lo', '-f', testFilter, ...args);
  let over = false;
  void recording.finally(() => (over = true));
  while (!over) await sendDatagrams(200, 2000);
  return recording;
}

describe('interfaces', () => {
  it('lists loopback, and how every backend stands', async () => {
    const { code, stdout } = await run('interfaces');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^lo\s+This computer itself \(loopback\)\s+up\s+127\.0\.0\.1/m);
    for (const name of ['dumpcap', 'cap', 'ssh'])
      expect(stdout).toMatch(new RegExp(`^${name}: `, 'm'));
    const { stdout: json } = await run('interfaces', '--json', '--rates');
    expect(interfaceListSchema.parse(JSON.parse(json)).backends).toHaveLength(3);
    const { rates } = JSON.parse(json) as { rates: { name: string }[] };
    expect(rates.map(({ name }) => name)).toContain('lo');
  });
});

describe('capture refuses', () => {
  it.each([
    [[], /--interface is missing|--write is missing/],
    [['-i', 'lo'], /--write is missing/],
    [['-i', 'lo', '--seconds', 'x'], /--seconds x: give a number/],
    [['-i', 'lo', '--ring', '5'], /FILESxMB/],
    [['--interface=-x'], /--write is missing/],
    [['--interface=-x', '--seconds', '1'], /--interface: give a name/],
    [['-i', 'lo', '--backend', 'ssh'], /--ssh is missing/],
    [['-i', 'lo', '--backend', 'cap', '--ssh', 'a@b'], /not over --ssh/],
    [['-i', 'lo', '--ssh=-oProxyCommand=x'], /--ssh: give USER@HOST/],
    [['-i', 'lo', '--ring', '1x100'], /--ring: give 2 to 1000/],
  ])('%j', async (args, words) => {
    const out = args.length > 2 ? ['-w', at('never.pcapng')] : [];
    const { code, stderr } = await run('capture', ...args, ...out);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(words) });
  });
});

(obstacle === '' ? describe : describe.skip)(`capture${obstacle && ` (${obstacle})`}`, () => {
  it('records so many packets, and inspect finds them', async () => {
    const out = at('some.pcapng');
    const { code, stdout, stderr } = await recordSome('-w', out, '--packets', '25', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(captureResultSchema.parse(JSON.parse(stdout))).toMatchObject({
      ...{ interface: 'lo', backend: 'dumpcap', packets: 25, bytes: 25 * 142, dropped: 0 },
      ...{ timestamps: 'kernel', ended: 'condition', warnings: [], files: [out] },
    });
    expect(await read(out)).toEqual({ packets: 25, warnings: [] });
  });

  it.skipIf(!hasCap())('marks the times of cap, in its result and in the file', async () => {
    const out = at('cap.pcapng');
    const { stdout } = await recordSome('-w', out, '--packets', '5', '--backend', 'cap', '--json');
    const warnings = [{ code: 'coarse-timestamps', count: 1 }];
    expect(JSON.parse(stdout)).toMatchObject({ packets: 5, timestamps: 'coarse', warnings });
    expect(await read(out)).toEqual({ packets: 5, warnings });
  });

  it('keeps what was recorded until Ctrl-C, and an older file until then', async () => {
    const out = at('some.pcapng');
    const before = statSync(out).mtimeMs;
    const child = spawn(process.execPath, [
      cli,
      'capture',
      '-i',
      'lo',
      '-f',
      testFilter,
      '-w',
      out,
    ]);
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said += text.toString()));
    const closed = new Promise<number | null>((done) => child.once('close', done));
    while (bytesSoFar('some.pcapng') < 2000) await sendDatagrams(200, 2000);
    expect(statSync(out).mtimeMs).toBe(before);
    child.kill('SIGINT');
    expect(await closed).toBe(0);
    const packets = Number(/^(\d+) packets/.exec(said)?.[1]);
    expect(packets).toBeGreaterThan(9);
    expect(await read(out)).toEqual({ packets, warnings: [] });
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('numbers the files of a ring', async () => {
    const out = at('ring.pcapng');
    const args = ['--ring', '2x1', '--packets', '30', '--json'];
    const { stdout } = await recordSome('-w', out, ...args);
    // Not full: one file, under the name that was asked for.
    expect(captureResultSchema.parse(JSON.parse(stdout)).files).toEqual([out]);
  });

  it('says when nothing came, and writes nothing', async () => {
    const out = at('nothing.pcapng');
    const args = ['-i', 'lo', '-f', testFilter, '--seconds', '0.5', '-w', out];
    const { code, stderr } = await run('capture', ...args);
    expect(code).toBe(4);
    expect(stderr).toMatch(/Not one packet was recorded on lo/);
    expect(readdirSync(folder)).not.toContain('nothing.pcapng');
  });

  it('says that the disk is full, and keeps what found room', async () => {
    const disk = mkdtempSync(join(folder, 'disk-'));
    must('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk);
    try {
      const out = join(disk, 'home.pcapng');
      const { code, stderr } = await recordSome('-w', out);
      expect(code).toBe(3);
      expect(stderr).toMatch(/disk .* is full.*What was captured before is kept/);
      const { packets, warnings } = await read(out);
      expect(packets).toBeGreaterThan(100);
      expect(warnings).toEqual([]);
    } finally {
      must('umount', disk);
    }
  });
});
