/**
 * Audits packets as they come, in a process of its own, and prints what became of their labels, as JSON:
 * `node live-here.mjs FOLDER CAPTURE VANTAGE|MODEL PACKETS_A_SECOND SECONDS`. A thread of its own sends
 * the packets of the capture again and again, each with the time at which it is sent; they are worked
 * through as the engine does, but for the recording on disk and the window.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const ENHANCED_PACKET = 6;
/** Milliseconds between two sends, and between two looks at the pace of updates. */
const SEND_EVERY = 5;
const TICK = 25;

/** Seconds since the epoch of a clock that never goes back. */
const clock = () => (performance.timeOrigin + performance.now()) / 1000;

if (isMainThread) await audit(process.argv.slice(2));
else send(workerData);

async function audit([folder, capture, choice, rate, seconds]) {
  const load = (name) => import(pathToFileURL(join(folder, `${name}.mjs`)).href);
  const [{ LiveAudit }, { UpdatePace }, { readKnowledge }] = await Promise.all(
    ['audit', 'pace', 'load'].map(load),
  );
  const isModel = choice.includes('/') || choice.includes('\\');
  const ahead = isModel ? 10 : 1;
  const home = capture.replace(/[^/\\]*$/, '');
  const delays = [];
  let first = 0;
  const live = await LiveAudit.open({
    name: 'bench',
    knowledge: await readKnowledge({
      captures: [],
      labels: join(home, 'devices.csv'),
      resources: join(home, '..'),
      knownDevices: null,
    }),
    adversary: isModel ? { kind: 'model', folder: choice } : { kind: 'learn', vantage: choice },
    workerEntry: join(folder, 'worker.mjs'),
    onLabel: (time) => {
      const now = clock();
      first ||= now;
      delays.push(now - time - ahead);
    },
  });
  const pace = new UpdatePace();
  const status = { state: 'running', packets: 0, bytes: 0, dropped: 0, seconds: 0 };
  const timer = setInterval(() => {
    const begun = performance.now();
    if (!pace.isDue(begun)) return;
    live.advance();
    live.present(status, 0);
    pace.took(performance.now() - begun);
  }, TICK);
  const before = process.cpuUsage();
  const begun = clock();
  const worker = new Worker(new URL(import.meta.url), { workerData: { capture, rate, seconds } });
  worker.on('message', (bytes) => {
    live.push(bytes);
    pace.change();
  });
  await new Promise((resolve) => worker.on('exit', resolve));
  clearInterval(timer);
  const ended = clock();
  const { user, system } = process.cpuUsage(before);
  const { labelled, skipped } = live.present(status, 0).labelling;
  const sorted = Float64Array.from(delays).sort();
  const part = (share) => sorted[Math.floor(share * (sorted.length - 1))] ?? null;
  const result = {
    labelled,
    skipped,
    seconds: ended - (first || begun),
    delays: [part(0.5), part(0.95), part(1)],
    cpu: (user + system) / 1e6 / (ended - begun),
  };
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}

/** Sends as many packets as are due, every few milliseconds. */
function send({ capture, rate, seconds }) {
  const file = readFileSync(capture);
  const packets = [];
  let at = 0;
  let headers = 0;
  for (; at < file.length; at += file.readUInt32LE(at + 4)) {
    if (file.readUInt32LE(at) === ENHANCED_PACKET) {
      headers ||= at;
      packets.push(file.subarray(at, at + file.readUInt32LE(at + 4)));
    }
  }
  parentPort.postMessage(file.subarray(0, headers));
  const begun = clock();
  let sent = 0;
  const timer = setInterval(() => {
    const now = clock();
    const due = Math.floor((now - begun) * rate);
    const blocks = [];
    const from = sent;
    for (; sent < due; sent += 1) blocks.push(packets[sent % packets.length]);
    const bytes = Buffer.concat(blocks);
    for (let i = 0, offset = 0; i < blocks.length; i += 1) {
      const ticks = BigInt(Math.round((begun + (from + i) / rate) * 1e6));
      bytes.writeUInt32LE(Number(ticks >> 32n), offset + 12);
      bytes.writeUInt32LE(Number(ticks & 0xffffffffn), offset + 16);
      offset += blocks[i].length;
    }
    if (blocks.length > 0) parentPort.postMessage(bytes);
    if (now - begun >= Number(seconds)) clearInterval(timer);
  }, SEND_EVERY);
}
