/**
 * Views a made-up home in a process of its own and prints what it cost, as JSON:
 * `node --expose-gc view-here.mjs BUNDLE VANTAGE PACKETS ROUNDS`; without a vantage, which there are.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [url, vantage, packets, rounds] = process.argv.slice(2);
const { knownVantages, viewHome } = await import(url);
if (vantage === '') {
  console.log(JSON.stringify({ vantages: knownVantages }));
} else {
  const home = madeUpHome(Number(packets));
  // Compiles what runs hot, and has the heap grow, before memory is looked at.
  for (let i = 0; i < 3; i += 1) viewHome(madeUpHome(20_000), vantage, 1);
  globalThis.gc();
  const before = resetPeak();
  let seen;
  const view = () => void (seen = viewHome(home, vantage, 1));
  const seconds = [processorTime(view)];
  const peakBytes = peak() - before;
  const columnBytes = columnsOf(seen).reduce((sum, column) => sum + column.byteLength, 0);
  const outer = seen.view.count;
  for (let i = 1; i < Number(rounds); i += 1) {
    seen = null;
    globalThis.gc();
    seconds.push(processorTime(view));
  }
  let copies;
  const copySeconds = processorTime(
    () => (copies = columnsOf(seen).map((column) => column.slice())),
  );
  if (copies.length === 0) throw new Error('There are no columns.');
  console.log(JSON.stringify({ outer, seconds, copySeconds, columnBytes, peakBytes }));
}

/** Seconds of processor time, in all threads, so that what else runs on the machine is left out. */
function processorTime(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function columnsOf({ view, origin, kind, records }) {
  const columns = [...Object.values(view), origin, kind].filter((one) => ArrayBuffer.isView(one));
  return records ? [...columns, ...columnsOf(records)] : columns;
}

/** Sets the most memory the process ever had back to what it has, and says how much that is. */
function resetPeak() {
  if (existsSync('/proc/self/clear_refs')) writeFileSync('/proc/self/clear_refs', '5');
  return peak();
}

function peak() {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const kib = /VmHWM:\s+(\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kib) * 1024;
}

/** A third small, a third full and a third between, half of them TCP, 1 ms apart, both ways. */
function madeUpHome(count) {
  const filled = (Column, of) => Column.from({ length: count }, (_, row) => of(row));
  const lengthOf = (row) => [52, 1500, 60 + ((row * 7919) % 1400)][row % 3];
  const isTcp = (row) => row % 4 < 2 || row % 3 === 1;
  return {
    packets: {
      count,
      time: filled(Float64Array, (row) => 1.7e9 + row / 1000),
      ipLength: filled(Uint32Array, lengthOf),
      sourceAddress: new Int32Array(count),
      sourcePort: new Uint16Array(count).fill(443),
      destinationPort: new Uint16Array(count).fill(50_000),
      ipProtocol: filled(Uint8Array, (row) => (isTcp(row) ? 6 : 17)),
      payloadLength: filled(Uint32Array, (row) => lengthOf(row) - (isTcp(row) ? 52 : 28)),
      protocols: new Uint8Array(count),
      addresses: ['192.168.1.10'],
    },
    direction: filled(Uint8Array, (row) => (row * 31) % 2),
    internet: new Uint8Array(count).fill(1),
  };
}
