/** Captures to columns: packets a second in-process and as a whole process, beside other readers. */
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildForNode } from './build.mjs';
import { captures, seconds } from './measure.mjs';

const RUNS = 7;
/** What an analysis like ours would need at the least. */
const tsharkFields = [
  'frame.time_epoch',
  'frame.len',
  'ip.src',
  'ip.dst',
  'ip.ttl',
  'tcp.dstport',
  'tcp.flags',
  'tcp.window_size_value',
].flatMap((field) => ['-e', field]);

/** Reads and ends, as `homemole inspect` does, and tells its memory. */
const wholeProcess = `
  import { existsSync, readFileSync } from 'node:fs';
  const { readCaptures } = await import(process.argv[1]);
  await readCaptures(process.argv.slice(2));
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const peak = /VmHWM:\\s+(\\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  process.stdout.write(String(peak));
`;

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  const url = pathToFileURL(await buildForNode('packets/index.ts', 'packets')).href;
  const { readCaptures } = await import(url);
  const files = captures();
  const { packets, files: read } = await readCaptures(files);
  const bytes = read.reduce((sum, file) => sum + file.bytes, 0);
  print(`${files.map((file) => basename(file)).join(', ')}`);
  print(
    `${packets.count} packets, ${(bytes / 1e6).toFixed(0)} MB of traffic; medians of ${RUNS} runs`,
  );
  print(row('', 'seconds', 'packets/s', ''));

  const before = process.cpuUsage();
  const inside = await seconds(RUNS, () => readCaptures(files));
  const { user, system } = process.cpuUsage(before);
  const cpu = `${((user + system) / 1e6 / RUNS).toFixed(3)} s of CPU`;
  print(row('HomeMole, in-process', inside.median, packets.count / inside.median, cpu));

  const memory = [];
  const process_ = await seconds(RUNS, () => {
    const script = ['--input-type=module', '-e', wholeProcess, url, ...files];
    memory.push(Number(output(process.execPath, script)) / 1024);
  });
  const peak = `peak ${Math.max(...memory).toFixed(0)} MB`;
  print(row('HomeMole, whole process', process_.median, packets.count / process_.median, peak));

  if (isInstalled('tcpdump')) {
    const copy = (file) => output('tcpdump', ['-r', file, '-w', '/dev/null']);
    const tcpdump = await seconds(RUNS, () => files.forEach(copy));
    print(row('tcpdump -w /dev/null', tcpdump.median, packets.count / tcpdump.median));
  } else print('tcpdump is not installed');

  if (isInstalled('tshark')) {
    const args = ['-n', '-r', files[0], '-T', 'fields', ...tsharkFields];
    const tshark = await seconds(1, () => output('tshark', args));
    const rate = read[0].packets / tshark.median;
    print(row('tshark -T fields', tshark.median, rate, 'first file only, one run'));
  } else print('tshark is not installed');
}

function row(name, time, rate, note = '') {
  const number = (value, digits) => (typeof value === 'number' ? value.toFixed(digits) : value);
  return [
    name.padEnd(26),
    number(time, 3).padStart(9),
    (typeof rate === 'number' ? Math.round(rate).toLocaleString('en') : rate).padStart(12),
    note ? `  ${note}` : '',
  ].join('');
}

function isInstalled(tool) {
  return spawnSync(tool, ['--version']).status === 0;
}

function output(tool, args) {
  const { status, stdout, stderr } = spawnSync(tool, args, { maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${tool} ended with ${status}: ${stderr}`);
  return stdout.toString();
}
