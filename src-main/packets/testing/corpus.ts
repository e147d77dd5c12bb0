import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { linkTypes } from '../link-types';
import {
  big,
  block,
  interfaceBlock,
  option,
  packetBlock,
  pcap,
  section,
  simplePacketBlock,
} from './captures';
import type { Seed } from './fuzz';
import { be16, bytes, ethernet, ipv4, ipv6, tcp, text, tlsRecord, udp } from './frames';

/** Longer files would take the time of many. */
const MOST_BYTES = 8192;
/** Datagrams kept of each port of the sample home, for the decoders of what devices say. */
const OF_EACH_PORT = 3;

const frames = [
  ethernet(0x0800, ipv4({ protocol: 6 }, tcp({ options: [2, 4, 5, 180, 1, 3, 3, 7] }))),
  ethernet(0x8100, be16(7), be16(0x0800), ipv4({ protocol: 6 }, tcp({}, tlsRecord(20)))),
  ethernet(
    0x86dd,
    ipv6({ nextHeader: 0 }, [17, 0, 5, 2, 0, 0, 1, 0], udp({ destination: 53 }, [1])),
  ),
  ethernet(0x86dd, ipv6({ nextHeader: 44 }, [6, 0, 0, 1, 0, 0, 0, 9], tcp({}, text('GET / HTTP')))),
  ethernet(0x8864, [0x11, 0, 0, 1, 0, 33], be16(0x0021), ipv4({ protocol: 1 }, [8, 0, 0, 0])),
  ethernet(0x0806, new Uint8Array(28)),
];

/** Public captures of odd formats, beside the checkout where they are there. */
export function oddCaptures(root: string): string {
  return resolve(root, '../shared/data/odd-captures');
}

/**
 * Small captures to damage: by hand, of the simulator, and the odd ones that are there. `root` is
 * the folder of the checkout.
 */
export function corpus(root: string): Seed[] {
  const home = sampleHome(root);
  return [
    { name: 'pcap', file: pcap({}, ...frames.map((frame, seconds) => ({ seconds, frame }))) },
    { name: 'pcap big-endian', file: pcap({ order: big }, ...frames.map((frame) => ({ frame }))) },
    { name: 'pcapng', file: pcapng() },
    ...Object.entries(linkTypes).map(([name, linkType]) => ({
      name: `pcap of ${name}`,
      file: pcap({ linkType }, ...frames.map((frame) => ({ frame }))),
    })),
    { name: 'sample home, pcap', file: pcap({}, ...home.map((frame) => ({ frame }))) },
    {
      name: 'sample home, pcapng',
      file: bytes(section(), interfaceBlock(), ...home.map((frame) => packetBlock(frame))),
    },
    ...odd(oddCaptures(root)),
  ];
}

function pcapng(): Uint8Array {
  const clock = bytes(
    option(9, Uint8Array.of(9)),
    option(14, new Uint8Array(8)),
    option(0, bytes()),
  );
  const names = bytes([1, 0, 10, 0, 192, 168, 1, 9], text('cam'), [0, 0, 0, 0], new Uint8Array(4));
  return bytes(
    section(undefined, option(4, text('Mole'))),
    interfaceBlock({ options: clock }),
    interfaceBlock({ linkType: linkTypes.linuxCooked }),
    ...frames.slice(0, 3).map((frame) => packetBlock(frame, { options: option(1, text('note')) })),
    block(4, names),
    block(5, bytes(new Uint8Array(12), option(5, new Uint8Array(8)))),
    simplePacketBlock(frames[3]!),
    section(big),
    interfaceBlock({ order: big }),
    packetBlock(frames[4]!, { order: big }),
    packetBlock(frames[5]!, { order: big, obsolete: true }),
  );
}

/** Frames of the sample home, some of each UDP and TCP port. */
function sampleHome(root: string): Uint8Array[] {
  const file = readFileSync(join(root, 'resources/sample-home/capture.pcapng'));
  const seen = new Map<number, number>();
  const kept: Uint8Array[] = [];
  for (let at = 0; at < file.length && kept.length < 60; at += file.readUInt32LE(at + 4)) {
    if (file.readUInt32LE(at) !== 6) continue;
    const frame = file.subarray(at + 28, at + 28 + file.readUInt32LE(at + 20));
    if (frame.length < 42) continue;
    const port = Math.min(frame.readUInt16BE(34), frame.readUInt16BE(36));
    const times = seen.get(port) ?? 0;
    seen.set(port, times + 1);
    if (times < OF_EACH_PORT && port < 10_000) kept.push(Uint8Array.from(frame));
  }
  return kept;
}

function odd(folder: string): Seed[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, file: Uint8Array.from(readFileSync(join(folder, name))) }))
    .filter(({ file }) => file.length > 0 && file.length <= MOST_BYTES);
}
