/** Packets shaped a second on one core: the home's packets in, another home out. */
import { pathToFileURL } from 'node:url';
import { buildForNode } from './build.mjs';

const PACKETS = Number(process.env.BENCH_PACKETS ?? 1e6);
const ROUNDS = 3;
/** The devices' packets come so far apart, in seconds: a busy home. */
const GAP = 0.001;

/** @param {{ print: (line?: string) => void }} bench */
export async function run({ print }) {
  const { parseShaping } = await import(
    pathToFileURL(await buildForNode('contract/shaping-text.ts', 'shaping-text')).href
  );
  const { shapeHome } = await import(
    pathToFileURL(await buildForNode('shaping/index.ts', 'shaping')).href
  );
  print(
    `${PACKETS.toLocaleString('en')} packets of ten devices, WireGuard; processor time, least of ${ROUNDS}`,
  );
  for (const text of [
    'pad',
    'pad:scheme=random',
    'jitter',
    'batch',
    'stp:rate=200,devices=all',
    'machine:devices=all',
    'machine:preset=daita,devices=all',
  ]) {
    const seconds = [];
    let out = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const home = madeUpHome(PACKETS);
      const before = process.cpuUsage();
      out = shapeHome(home, parseShaping(text), 'wireguard', 1).traffic.count;
      const { user, system } = process.cpuUsage(before);
      seconds.push((user + system) / 1e6);
    }
    const least = Math.min(...seconds);
    const rate = (packets) =>
      Math.round(packets / least)
        .toLocaleString('en')
        .padStart(12);
    print(`${text.padEnd(36)}${rate(PACKETS)} in/s${rate(Math.max(out, PACKETS))} out/s`);
  }
}

/** A third small, a third full and a third between, both ways, of ten devices. */
function madeUpHome(count) {
  const filled = (Column, of) => Column.from({ length: count }, (_, row) => of(row));
  const ipLength = filled(Uint32Array, (row) => [52, 1400, 60 + ((row * 7919) % 1300)][row % 3]);
  return {
    packets: {
      count,
      time: filled(Float64Array, (row) => 1.7e9 + row * GAP),
      length: ipLength,
      ipLength,
      sourceMac: new Int32Array(count),
      destinationMac: new Int32Array(count),
      sourceAddress: new Int32Array(count),
      destinationAddress: new Int32Array(count),
      sourcePort: new Uint16Array(count).fill(443),
      destinationPort: new Uint16Array(count).fill(50_000),
      ttl: new Uint8Array(count),
      ipProtocol: new Uint8Array(count).fill(17),
      tcpFlags: new Uint16Array(count),
      window: new Uint16Array(count),
      optionKinds: new Uint16Array(count),
      payloadLength: new Uint32Array(count),
      protocols: new Uint8Array(count),
      macs: [''],
      addresses: ['192.168.1.10'],
      optionLists: [''],
      clear: { count: 0 },
      names: [],
    },
    devices: Array.from({ length: 10 }, (_, i) => ({
      device: `d${i}`,
      type: `d${i}`,
      kind: 'iot',
    })),
    gateway: null,
    device: filled(Int32Array, (row) => row % 10),
    direction: filled(Uint8Array, (row) => (row * 31) % 2),
    internet: new Uint8Array(count).fill(1),
  };
}
