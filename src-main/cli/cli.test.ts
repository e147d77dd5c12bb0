import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  auditResultSchema,
  evaluateResultSchema,
  inspectResultSchema,
  modelsResultSchema,
  simulateResultSchema,
} from '../contract/results';
import { explanationSchema } from '../contract/explanation';
import { cardSchema } from '../contract/learning';
import { writeLargeCapture } from './testing/large-capture';
import { buildCli, type Outcome, runCli } from './testing/run-cli';

const root = resolve(import.meta.dirname, '../..');
const sample = join(root, 'resources/sample-home/capture.pcapng');
const labels = join(root, 'resources/sample-home/devices.csv');

let cli = '';
let folder = '';
beforeAll(async () => {
  cli = await buildCli();
  folder = await mkdtemp(join(tmpdir(), 'homemole-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]): Promise<Outcome> => runCli(cli, args);

/** The first quarter of the sample home: enough for what does not depend on how much there is. */
async function part(): Promise<string> {
  const whole = await readFile(sample);
  return file('part.pcapng', whole.subarray(0, Math.floor(whole.length / 4)));
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('help', () => {
  it('says where to begin', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const name of [
      'inspect',
      'view',
      'train',
      'evaluate',
      'explain',
      'audit',
      'simulate',
      'models',
    ]) {
      expect(stdout).toContain(name);
    }
    expect(stdout).toContain('homemole audit --sample');
  });

  it.each(['inspect', 'view', 'train', 'evaluate', 'explain', 'audit', 'simulate', 'models'])(
    'explains %s with its options and an example',
    async (name) => {
      const { code, stdout } = await run(name, '--help');
      expect(code).toBe(0);
      expect(stdout).toMatch(/Options[\s\S]*--json[\s\S]*Example/);
    },
  );
});

describe('inspect', () => {
  it('shows packets that are of no device of a home, and says so', async () => {
    // Loopback (link type 0, NULL): one ICMP echo request of 127.0.0.1 to itself.
    const header = 'd4c3b2a1020004000000000000000000ffff000000000000';
    const record = '00000000000000002000000020000000';
    const packet =
      '02000000' + '4500001c0001000040010000' + '7f0000017f000001' + '0800f7fd00010001';
    const path = await file('loopback.pcap', Buffer.from(header + record + packet, 'hex'));
    const text = await run('inspect', path);
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/1 packet.*\n[\s\S]*None of these packets is of a device/);
    const { code, stdout } = await run('inspect', path, '--json');
    expect(code).toBe(0);
    const result = inspectResultSchema.parse(JSON.parse(stdout));
    expect(result).toMatchObject({ packets: 1, bytes: 32, devices: [], gateway: null });
    expect(result.files).toMatchObject([{ linkTypes: ['loopback (NULL)'], packets: 1 }]);
    expect(await run('audit', path)).toMatchObject({ code: 4 });
  });

  it('prints one JSON document with the keys of the contract', async () => {
    const { code, stdout, stderr } = await run('inspect', sample, '--labels', labels, '--json');
    expect([code, stderr]).toEqual([0, '']);
    const result = inspectResultSchema.parse(JSON.parse(stdout));
    expect(result.simulated).toBe(true);
    const listed = (await readFile(labels, 'utf8')).trim().split('\n').slice(1);
    const names = new Set(result.devices.map(({ device }) => device));
    for (const line of listed) expect(names).toContain(line.split(',')[0]);
  });

  it('reads standard input as it reads the file', async () => {
    const input = await readFile(sample);
    const piped = await runCli(cli, ['inspect', '-', '--json'], { input });
    const read = await run('inspect', sample, '--json');
    const { files: one, ...fromPipe } = inspectResultSchema.parse(JSON.parse(piped.stdout));
    const { files: other, ...fromFile } = inspectResultSchema.parse(JSON.parse(read.stdout));
    expect(fromPipe).toEqual(fromFile);
    expect(one[0]?.path).toBe('-');
    expect(other[0]?.packets).toBe(one[0]?.packets);
  });

  it('needs no more memory for a capture four times as large', async () => {
    const preload = await file(
      'peak.cjs',
      "process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}`));",
    );
    const peaks: number[] = [];
    for (const megabytes of [100, 400]) {
      const large = join(folder, 'large.pcap');
      await writeLargeCapture(large, megabytes * 1e6);
      const { code, stdout, stderr } = await runCli(cli, ['inspect', large, '--json'], { preload });
      expect(code).toBe(0);
      const { devices, packets } = inspectResultSchema.parse(JSON.parse(stdout));
      expect([devices.length, Math.round((packets * 116) / 1e7)]).toEqual([20, megabytes / 10]);
      peaks.push(Number(/peak (\d+)/.exec(stderr)?.[1]));
      await rm(large);
    }
    const [small, large] = peaks as [number, number];
    expect(large).toBeLessThan(small * 1.1);
    expect(large).toBeLessThan(512 * 1024);
  }, 60_000);

  it('says that the sample is simulated to people, too', async () => {
    expect((await run('inspect', sample)).stdout).toMatch(/Simulated traffic/);
  });
});

describe('audit', () => {
  const args = ['audit', '--sample', '--vantage', 'napt', '--json'];
  let first: Outcome;
  beforeAll(async () => (first = await run(...args, '--report', join(folder, 'report.html'))));

  it('prints the contract and the same bytes for the same seed', async () => {
    expect([first.code, first.stderr]).toEqual([0, '']);
    const result = auditResultSchema.parse(JSON.parse(first.stdout));
    expect(result.source.simulated).toBe(true);
    expect(result.limits.map(({ code }) => code)).toContain('simulated');
    const again = ['audit', await part(), '--labels', labels, '--vantage', 'napt', '--json'];
    const [one, other] = [await run(...again), await run(...again)];
    expect(auditResultSchema.safeParse(JSON.parse(one.stdout)).success).toBe(true);
    expect(other.stdout).toBe(one.stdout);
  });

  it('has figures that follow from its own confusion matrix', () => {
    const { vantages } = auditResultSchema.parse(JSON.parse(first.stdout));
    const [score] = vantages[0]!.adversaries;
    const { matrix, labels: names } = score!.confusion;
    const total = matrix.flat().reduce((sum, count) => sum + count, 0);
    const right = matrix.reduce((sum, row, label) => sum + row[label]!, 0);
    expect(score!.packets).toBe(total);
    expect(score!.overallAccuracy).toBeCloseTo(right / total);
    const iot = names.flatMap((name, row) => (name === 'non-iot' ? [] : [row]));
    const iotTotal = iot.flatMap((row) => matrix[row]!).reduce((sum, count) => sum + count, 0);
    const iotRight = iot.reduce((sum, row) => sum + matrix[row]![row]!, 0);
    expect(score!.iotAccuracy).toBeCloseTo(iotRight / iotTotal);
  });

  it('is far better than naming the commonest class, or labels and rows are mixed up', () => {
    const { vantages } = auditResultSchema.parse(JSON.parse(first.stdout));
    const [score] = vantages[0]!.adversaries;
    expect(score!.overallAccuracy).toBeGreaterThan(score!.baselines.majority + 0.2);
  });

  it('writes a report that is inert and says simulated', async () => {
    const html = await readFile(join(folder, 'report.html'), 'utf8');
    expect(html).not.toMatch(/<script|https?:\/\//i);
    expect(html).toMatch(/simulated/i);
    expect((await readdir(folder)).filter((name) => name.startsWith('.homemole'))).toEqual([]);
  });
});

describe('train, evaluate and explain', () => {
  it('writes a model with its card and tests it', async () => {
    const out = join(folder, 'model');
    const base = [sample, '--labels', labels];
    const trained = await run(
      ...['train', ...base, '--vantage', 'napt', '--model', 'forest', '--out', out, '--json'],
      ...['--source', 'a real home'],
    );
    expect([trained.code, trained.stderr]).toEqual([0, '']);
    const card = cardSchema.parse(JSON.parse(trained.stdout));
    expect(cardSchema.parse(JSON.parse(await readFile(join(out, 'card.json'), 'utf8')))).toEqual(
      card,
    );
    // Whatever is said of simulated traffic, it stays simulated.
    expect(card.data).toMatchObject({ simulated: true, source: 'HomeMole simulator' });
    const { overallAccuracy, macroRecall, categoryAccuracy, categoryPackets } = card.figures!;
    const recalls = Object.entries(categoryAccuracy);
    const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);
    const right = sum(recalls.map(([name, recall]) => recall * categoryPackets[name]!));
    expect(recalls.length).toBeGreaterThan(1);
    expect(overallAccuracy).toBeCloseTo(right / sum(Object.values(categoryPackets)), 9);
    expect(macroRecall).toBeCloseTo(sum(recalls.map(([, recall]) => recall)) / recalls.length, 9);

    const evaluated = await run('evaluate', '--model', out, ...base, '--json');
    const result = evaluateResultSchema.parse(JSON.parse(evaluated.stdout));
    expect(result.unknownTypes).toEqual([]);
    expect(result.overallAccuracy).toBeGreaterThan(card.figures!.overallAccuracy);

    const asked = ['explain', '--model', out, ...base];
    const explained = explanationSchema.parse(
      JSON.parse((await run(...asked, '--packet', '5000', '--json')).stdout),
    );
    // A forest of single packets has no neighbour to name, and truth and label are of this home.
    expect(explained).toMatchObject({ simulated: true, vantage: 'napt', packets: [] });
    expect(explained.own.map(({ feature }) => feature)).toContain('service');
    expect(card.classes).toEqual(expect.arrayContaining([explained.label, explained.truth!.type]));
    const { time } = explained.packet;
    const words = await run(...asked, '--at', new Date(time * 1000).toISOString());
    expect(words.stdout).toMatch(/^Simulated traffic.*\nPacket \d+ at napt.*\nCalled /);
    const beyond = await run(...asked, '--packet', '99999999');
    expect([beyond.code, beyond.stderr]).toEqual([2, expect.stringMatching(/no packet 99999999/)]);

    const wrong = await run('evaluate', '--model', out, ...base, '--vantage', 'wireguard');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/trained for napt, not for wireguard/);
  });
});

describe('simulate and models', () => {
  it('writes a home that inspect reads', async () => {
    const out = join(folder, 'home');
    const made = await run('simulate', '--hours', '0.2', '--seed', '3', '--out', out, '--json');
    expect([made.code, made.stderr]).toEqual([0, '']);
    const result = simulateResultSchema.parse(JSON.parse(made.stdout));
    const { stdout } = await run('inspect', join(out, 'capture.pcapng'), '--json');
    expect(inspectResultSchema.parse(JSON.parse(stdout)).packets).toBe(result.packets);
  });

  it('lists what ships', async () => {
    const { code, stdout } = await run('models', '--json');
    expect(code).toBe(0);
    expect(modelsResultSchema.safeParse(JSON.parse(stdout)).success).toBe(true);
  });
});

describe('what goes wrong is said in one line with what to do', () => {
  const expectProblem = ({ code, stdout, stderr }: Outcome, exit: number, words: RegExp): void => {
    expect(stderr).toMatch(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([exit, '']);
  };

  it('usage', async () => {
    expectProblem(await run('dance'), 2, /no command dance.*--help/);
    expectProblem(await run('inspect'), 2, /at least one capture/);
    expectProblem(await run('inspect', sample, '--colour'), 2, /--colour/);
    expectProblem(await run('view', sample), 2, /--vantage is missing.*homemole view --help/);
    expectProblem(await run('view', sample, '--vantage', 'tor'), 2, /no vantage named tor.*napt/);
    expectProblem(await run('audit', '--sample', '--seed', '-1'), 2, /--seed.*--seed=VALUE/);
    expectProblem(await run('capture', '-i', '-w', 'x'), 2, /value of --interface is missing/);
    expectProblem(await run('devices', 'ff:ff:ff:ff:ff:ff', '--name', 'all'), 2, /of a group/);
    expectProblem(await run('audit', '--sample', '--report', 'x.pdf'), 2, /\.html/);
    expectProblem(await run('detect', sample), 2, /detect train or detect run/);
  });

  it('files that cannot be read', async () => {
    expectProblem(await run('inspect', join(folder, 'none.pcap')), 3, /does not exist/);
    expectProblem(await run('inspect', await file('empty.pcap', '')), 3, /empty.*Capture again/);
    const text = await file('notes.pcap', 'These are my notes.\n');
    expectProblem(await run('inspect', text), 3, /not a packet capture.*pcapng/);
    expectProblem(await run('inspect', folder), 3, /./);
    const broken = await file('labels.csv', 'device,mac\nlamp,nothing\n');
    expectProblem(await run('inspect', sample, '--labels', broken), 3, /labels\.csv, line 2/);
    const strangers = await file('others.csv', 'device,mac\nlamp,00:11:22:33:44:55\n');
    expectProblem(
      await run('audit', sample, '--labels', strangers),
      3,
      /None of the 1 MAC addresses.*same home/,
    );
  });

  it('says which labels name devices that the capture lacks', async () => {
    const known = (await readFile(labels, 'utf8')).trimEnd();
    const more = await file('more.csv', `${known}\nghost,00:11:22:33:44:55,,ghost,,iot\n`);
    const args = ['audit', await part(), '--labels', more, '--vantage', 'napt', '--json'];
    const { limits } = auditResultSchema.parse(JSON.parse((await run(...args)).stdout));
    const unseen = limits.find(({ code }) => code === 'labels-unseen');
    expect(unseen?.params).toEqual({ count: 1, first: '00:11:22:33:44:55' });
  });

  it('keeps what was readable of a truncated capture and warns', async () => {
    const whole = await readFile(sample);
    const cut = await file('cut.pcapng', whole.subarray(0, 100_001));
    const { code, stdout } = await run('inspect', cut, '--json');
    expect(code).toBe(0);
    const result = inspectResultSchema.parse(JSON.parse(stdout));
    expect(result.packets).toBeGreaterThan(100);
    expect(result.files[0]?.warnings.map(({ code: warning }) => warning)).toContain(
      'truncated-file',
    );
  });

  it('nothing to analyse', async () => {
    const header = new Uint8Array(24);
    const view = new DataView(header.buffer);
    view.setUint32(0, 0xa1b2c3d4);
    view.setUint16(4, 2);
    view.setUint16(6, 4);
    view.setUint32(16, 65535);
    view.setUint32(20, 1);
    const none = await file('none-inside.pcap', header);
    expectProblem(await run('inspect', none), 4, /0 packets/);

    // One ARP request: a packet, but none that crosses a gateway.
    const arp = new Uint8Array(24 + 16 + 42);
    arp.set(header);
    const record = new DataView(arp.buffer, 24);
    record.setUint32(8, 42);
    record.setUint32(12, 42);
    arp.set([255, 255, 255, 255, 255, 255, 80, 199, 191, 0, 0, 2, 8, 6], 40);
    const lan = await file('lan.pcap', arp);
    expect((await run('inspect', lan)).code).toBe(0);
    for (const command of ['audit', 'view']) {
      const vantage = command === 'view' ? ['--vantage', 'napt'] : [];
      expectProblem(await run(command, lan, ...vantage), 4, /crosses the gateway.*on the router/);
    }
  });

  it('models that cannot be used', async () => {
    const nowhere = join(folder, 'no-model');
    await mkdir(nowhere);
    expectProblem(
      await run('evaluate', '--model', nowhere, sample, '--labels', labels),
      3,
      /holds no model/,
    );
  });

  it('leaves nothing behind when interrupted', async () => {
    const out = join(folder, 'interrupted');
    const args = ['train', sample, '--labels', labels, '--vantage', 'wireguard', '--out', out];
    const preload = resolve(import.meta.dirname, 'testing/interrupt.cjs');
    const { code, stderr } = await runCli(cli, args, { preload });
    expect(code).toBe(130);
    expect(stderr).toMatch(/Stopped on request/);
    expect(existsSync(out)).toBe(false);
  });
});
