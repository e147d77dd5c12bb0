/**
 * A capture of any size to measure on: `node bench/generate-capture.mjs FILE [--bytes N]
 * [--format pcap|pcapng] [--snaplen N] [--seed N] [--hours N]`.
 *
 * What is in it: the traffic of the simulator's family home (fifteen smart devices, phones, laptop;
 * DNS, TLS, QUIC, HTTP, DHCP, mDNS, NTP, IPv6, ARP in the proportions of a lived day), repeated, each
 * time later by its own length, until the file is as long as asked. Same arguments, same bytes.
 */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildForNode } from './build.mjs';

const ENHANCED_PACKET = 6;
const MICROSECONDS = 1_000_000;

/**
 * @typedef {{ time: number, frame: Buffer }} Recorded time in microseconds
 * @typedef {{ bytes: number, packets: number, meanLength: number, meanCaptured: number }} Generated
 *   bytes of the file; lengths of a frame on the wire and as it was kept
 */

/**
 * The frames of some simulated hours, whole, in order of time.
 *
 * @param {number} hours
 * @param {number} seed
 * @returns {Promise<Recorded[]>}
 */
export async function simulatedFrames(hours, seed) {
  const { simulate } = await import(
    pathToFileURL(await buildForNode('simulator/index.ts', 'simulator')).href
  );
  const folder = mkdtempSync(join(tmpdir(), 'homemole-bench-'));
  try {
    const job = { signal: new AbortController().signal, report: () => undefined };
    const out = join(folder, 'home');
    await simulate({ scenario: 'family-home', hours, seed, out, snaplen: 0 }, job);
    return framesOf(readFileSync(join(out, 'capture.pcapng')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The frames of a pcapng file as the simulator writes it: little-endian, in microseconds. */
function framesOf(file) {
  const frames = [];
  for (let at = 0; at < file.length; at += file.readUInt32LE(at + 4)) {
    if (file.readUInt32LE(at) !== ENHANCED_PACKET) continue;
    const time = file.readUInt32LE(at + 12) * 2 ** 32 + file.readUInt32LE(at + 16);
    frames.push({ time, frame: file.subarray(at + 28, at + 28 + file.readUInt32LE(at + 20)) });
  }
  return frames;
}

/**
 * Writes `frames` again and again until the file has `bytes` bytes.
 *
 * @param {string} path
 * @param {Recorded[]} frames
 * @param {{ bytes: number, format?: 'pcap' | 'pcapng', snaplen?: number }} options `snaplen` 0 keeps
 *   frames whole
 * @returns {Generated}
 */
export function writeCapture(path, frames, { bytes, format = 'pcap', snaplen = 0 }) {
  const { header, record } = formats[format];
  const kept = ({ length }) => (snaplen > 0 ? Math.min(length, snaplen) : length);
  const records = frames.map(({ frame }) => record.bytes(kept(frame)));
  const part = Buffer.alloc(records.reduce((sum, size) => sum + size, 0));
  const span = Math.ceil((frames.at(-1).time - frames[0].time) / MICROSECONDS + 1) * MICROSECONDS;
  const file = openSync(path, 'w');
  const result = { bytes: 0, packets: 0, meanLength: 0, meanCaptured: 0 };
  try {
    result.bytes += writeSync(file, header(snaplen));
    for (let later = 0; result.bytes < bytes; later += span) {
      let at = 0;
      let used = 0;
      for (const { time, frame } of frames) {
        if (result.bytes + at >= bytes) break;
        record.write(part, at, frame, kept(frame), time + later);
        result.meanLength += frame.length;
        result.meanCaptured += kept(frame);
        at += records[used++];
      }
      result.packets += used;
      result.bytes += writeAll(file, part.subarray(0, at));
    }
  } finally {
    closeSync(file);
  }
  result.meanLength /= result.packets;
  result.meanCaptured /= result.packets;
  return result;
}

function writeAll(file, bytes) {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
  return bytes.length;
}

const formats = {
  pcap: {
    header(snaplen) {
      const bytes = Buffer.alloc(24);
      bytes.writeUInt32LE(0xa1b2c3d4, 0);
      bytes.writeUInt16LE(2, 4);
      bytes.writeUInt16LE(4, 6);
      bytes.writeUInt32LE(snaplen || 262_144, 16);
      bytes.writeUInt32LE(1, 20);
      return bytes;
    },
    record: {
      bytes: (kept) => 16 + kept,
      write(into, at, frame, kept, time) {
        into.writeUInt32LE(Math.floor(time / MICROSECONDS), at);
        into.writeUInt32LE(time % MICROSECONDS, at + 4);
        into.writeUInt32LE(kept, at + 8);
        into.writeUInt32LE(frame.length, at + 12);
        frame.copy(into, at + 16, 0, kept);
      },
    },
  },
  pcapng: {
    header(snaplen) {
      const section = Buffer.alloc(28);
      section.writeUInt32LE(0x0a0d0d0a, 0);
      section.writeUInt32LE(28, 4);
      section.writeUInt32LE(0x1a2b3c4d, 8);
      section.writeUInt16LE(1, 12);
      section.fill(0xff, 16, 24);
      section.writeUInt32LE(28, 24);
      const link = Buffer.alloc(20);
      link.writeUInt32LE(1, 0);
      link.writeUInt32LE(20, 4);
      link.writeUInt16LE(1, 8);
      link.writeUInt32LE(snaplen, 12);
      link.writeUInt32LE(20, 16);
      return Buffer.concat([section, link]);
    },
    record: {
      bytes: (kept) => 32 + ((kept + 3) & ~3),
      write(into, at, frame, kept, time) {
        const total = 32 + ((kept + 3) & ~3);
        into.writeUInt32LE(ENHANCED_PACKET, at);
        into.writeUInt32LE(total, at + 4);
        into.writeUInt32LE(0, at + 8);
        into.writeUInt32LE(Math.floor(time / 2 ** 32), at + 12);
        into.writeUInt32LE(time % 2 ** 32, at + 16);
        into.writeUInt32LE(kept, at + 20);
        into.writeUInt32LE(frame.length, at + 24);
        frame.copy(into, at + 28, 0, kept);
        into.fill(0, at + 28 + kept, at + total - 4);
        into.writeUInt32LE(total, at + total - 4);
      },
    },
  },
};

/** One line of what was written. */
export function describe({ bytes, packets, meanLength, meanCaptured }) {
  return (
    `${(bytes / 1e6).toFixed(0)} MB, ${packets.toLocaleString('en')} packets, ` +
    `mean ${meanLength.toFixed(0)} bytes on the wire, ${meanCaptured.toFixed(0)} kept`
  );
}

if (import.meta.filename === process.argv[1]) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      bytes: { type: 'string', default: '1e9' },
      format: { type: 'string', default: 'pcap' },
      snaplen: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      hours: { type: 'string', default: '3' },
    },
  });
  if (positionals.length !== 1 || !(values.format in formats)) {
    console.error('Give one file to write, and a format that is pcap or pcapng.');
    process.exit(2);
  }
  const frames = await simulatedFrames(Number(values.hours), Number(values.seed));
  const { format } = values;
  const asked = { bytes: Number(values.bytes), format, snaplen: Number(values.snaplen) };
  console.log(describe(writeCapture(positionals[0], frames, asked)));
}
