/** Captures to columns, beside tcpdump, tshark and gunzip, on captures made for it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildForNode } from './build.mjs';
import { describe, simulatedFrames, writeCapture } from './generate-capture.mjs';
import { interleaved, isInstalled, summary, timed } from './whole-process.mjs';

const ROUNDS = 5;
const SIZE = Number(process.env.BENCH_BYTES ?? 1e9);
/** Hours of the simulated home that the captures repeat. */
const HOURS = 3;
/** Most that `tcpdump -s 96` keeps: all headers, most of a DNS answer, no payload. */
const HEADERS = 96;
/** What our columns hold, so that both do the same work; IPv4 and IPv6, TCP and UDP have names apart. */
const tsharkFields = [
  ...['frame.time_epoch', 'frame.len', 'frame.protocols', 'eth.src', 'eth.dst'],
  ...['ip.src', 'ip.dst', 'ip.len', 'ip.ttl', 'ip.proto'],
  ...['ipv6.src', 'ipv6.dst', 'ipv6.plen', 'ipv6.hlim', 'ipv6.nxt'],
  ...['tcp.srcport', 'tcp.dstport', 'tcp.flags', 'tcp.window_size_value', 'tcp.option_kind'],
  ...['tcp.len', 'udp.srcport', 'udp.dstport', 'udp.length'],
].flatMap((field) => ['-e', field]);
const shapes = [
  { name: 'headers', snaplen: HEADERS },
  { name: 'whole packets', snaplen: 0 },
];

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  const url = pathToFileURL(await buildForNode('packets/index.ts', 'packets')).href;
  const frames = await simulatedFrames(HOURS, 1);
  const folder = mkdtempSync(join(tmpdir(), 'homemole-bench-'));
  const bench = { print, url, frames, path: (name) => join(folder, name) };
  print(`least of ${ROUNDS} rounds, rivals in turn, (medians); rates by CPU time, of one core`);
  try {
    for (const shape of shapes) speed(bench, shape);
    compressed(bench, 'gzip', 'gunzip');
    compressed(bench, 'zstd', 'unzstd');
    memory(bench);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Packets a second of one shape of capture, in both formats. */
function speed({ print, url, frames, path }, { name, snaplen }) {
  const pcap = path('capture.pcap');
  const pcapng = path('capture.pcapng');
  const made = writeCapture(pcap, frames, { bytes: SIZE, snaplen });
  const madeNg = writeCapture(pcapng, frames, { bytes: SIZE, snaplen, format: 'pcapng' });
  print(`\n${name}, pcap: ${describe(made)}`);
  print(head());

  const inside = readHere(url, 'columns', ROUNDS, pcap);
  line(print, 'HomeMole, in-process', summary(inside.runs), made.packets);
  const insideNg = readHere(url, 'columns', ROUNDS, pcapng);
  const rivals = { HomeMole: () => timed(process.execPath, [script, url, 'columns', '1', pcap]) };
  if (isInstalled('tcpdump')) rivals.tcpdump = () => timed('tcpdump', copying(pcap));
  const whole = interleaved(ROUNDS, rivals);
  line(print, 'HomeMole, whole process', whole.HomeMole, made.packets);
  if (whole.tcpdump) line(print, 'tcpdump -r F -w /dev/null', whole.tcpdump, made.packets);
  else print('tcpdump is not installed');
  const ours = { inside: summary(inside.runs), whole: whole.HomeMole };
  tshark({ print, frames, path }, snaplen, ours, made.packets);

  const perPacket = ({ runs }, { packets }) => summary(runs).cpu / packets;
  const ratio = perPacket(insideNg, madeNg) / perPacket(inside, made);
  print(`  pcapng (${madeNg.packets.toLocaleString('en')} packets): ${ratio.toFixed(2)} x pcap`);
  if (whole.tcpdump) {
    const times = (kind) => (whole.HomeMole[kind] / whole.tcpdump[kind]).toFixed(2);
    const inner = (kind) => (summary(inside.runs)[kind] / whole.tcpdump[kind]).toFixed(2);
    print(
      `  HomeMole takes ${inner('cpu')} x the CPU of tcpdump in-process ` +
        `(${inner('wall')} x by the clock), ` +
        `${times('cpu')} x as a whole process (${times('wall')} x by the clock)`,
    );
  }
}

/** A part of the capture, since tshark takes minutes for all of it. */
function tshark({ print, frames, path }, snaplen, ours, packets) {
  if (!isInstalled('tshark')) return print('tshark is not installed');
  const part = path('part.pcap');
  const made = writeCapture(part, frames, { bytes: SIZE / 20, snaplen });
  const theirs = timed('tshark', ['-n', '-r', part, '-T', 'fields', ...tsharkFields]);
  line(print, `tshark -T fields (${made.packets})`, summary([theirs]), made.packets);
  const times = ({ cpu }) => (theirs.cpu / made.packets / (cpu / packets)).toFixed(0);
  print(
    `  for a packet tshark takes ${times(ours.inside)} x the CPU of HomeMole in-process, ` +
      `${times(ours.whole)} x of a whole process`,
  );
}

function compressed({ print, url, frames, path }, pack, unpack) {
  if (!isInstalled(pack)) return print(`${pack} is not installed`);
  const plain = path('plain.pcap');
  const made = writeCapture(plain, frames, { bytes: SIZE / 5 });
  const packed = path(`plain.pcap.${pack}`);
  execFileSync('sh', ['-c', `${pack} -c "$1" > "$2"`, 'sh', plain, packed]);
  const { size } = statSync(packed);
  print(`\n${pack}: ${describe(made)}, packed ${(size / 1e6).toFixed(0)} MB`);
  print(head());
  const all = interleaved(ROUNDS, {
    HomeMole: () => timed(process.execPath, [script, url, 'columns', '1', packed]),
    theirs: () => timed(unpack, ['-c', packed]),
  });
  line(print, 'HomeMole, whole process', all.HomeMole, made.packets);
  line(print, `${unpack} -c F > /dev/null`, all.theirs, made.packets);
  const times = (all.HomeMole.medianWall / all.theirs.medianWall).toFixed(2);
  print(`  HomeMole takes ${times} x the time of ${unpack}`);
}

/** Peak memory: of the columns, and of batches whatever the size. */
function memory({ print, url, frames, path }) {
  const long = path('long.pcap');
  print(`\nmemory, ${HEADERS} bytes kept of a packet`);
  writeCapture(path('short.pcap'), frames, { bytes: SIZE / 5, snaplen: HEADERS });
  const made = writeCapture(long, frames, { bytes: SIZE * 2, snaplen: HEADERS });
  const { peakMB, columnsMB } = readHere(url, 'columns', 1, long);
  const allowed = columnsMB * 1.1 + 200;
  print(
    `  columns of ${describe(made)}: peak ${peakMB.toFixed(0)} MB, ` +
      `columns ${columnsMB.toFixed(0)} MB (with 10 % and 200 MB: ${allowed.toFixed(0)} MB)`,
  );
  for (const name of ['short.pcap', 'long.pcap']) {
    const { peakMB: peak } = readHere(url, 'batches', 1, path(name));
    const megabytes = (statSync(path(name)).size / 1e6).toFixed(0);
    print(`  batches of ${megabytes} MB: peak ${peak.toFixed(0)} MB`);
  }
}

const script = resolve(import.meta.dirname, 'read-here.mjs');

function readHere(url, how, runs, file) {
  const { stdout } = timed(process.execPath, [script, url, how, String(runs), file], {
    keepOutput: true,
  });
  return JSON.parse(stdout);
}

function copying(file) {
  // As root it would give what it writes to, the device, to a user of its own.
  const asRoot = process.getuid?.() === 0 ? ['-Z', 'root'] : [];
  return [...asRoot, '-r', file, '-w', '/dev/null'];
}

function head() {
  return [
    ''.padEnd(34),
    ...['seconds', '(median)', 'CPU s', '(median)', 'packets/s'].map((text) => text.padStart(11)),
  ].join('');
}

function line(print, name, { wall, medianWall, cpu, medianCpu }, packets) {
  const numbers = [wall, `(${medianWall.toFixed(3)})`, cpu, `(${medianCpu.toFixed(3)})`];
  const cells = numbers.map((value) => (typeof value === 'number' ? value.toFixed(3) : value));
  const rate = Math.round(packets / cpu).toLocaleString('en');
  print([`  ${name}`.padEnd(34), ...[...cells, rate].map((cell) => cell.padStart(11))].join(''));
}
