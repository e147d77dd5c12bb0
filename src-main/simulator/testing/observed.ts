import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One frame as tshark, which knows nothing of the simulator, reads it. */
export interface Observed {
  /** Epoch seconds as text, to the microsecond: compared, never computed with. */
  stamp: string;
  time: number;
  source: string;
  destination: string;
  length: number;
  /** Names of the layers tshark found. */
  layers: string[];
  protocol: string;
  /** Of the IP addresses, IPv4 or IPv6. */
  from: string;
  to: string;
  /** What tshark's sequence analysis says, e.g. `retransmission`. */
  analysis: string[];
  /** Checksums that are wrong. */
  badChecksums: number;
  malformed: boolean;
  serverName: string;
}

const analyses = [
  'retransmission',
  'lost_segment',
  'ack_lost_segment',
  'out_of_order',
  'duplicate_ack',
  'zero_window',
];
const checksums = ['ip', 'tcp', 'udp', 'icmpv6'];

export function hasTshark(): boolean {
  try {
    execFileSync('tshark', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Reads a capture with tshark, validating every checksum. */
export function observe(capture: string): Observed[] {
  const fields = [
    ...['frame.time_epoch', 'eth.src', 'eth.dst', 'frame.len', 'frame.protocols'],
    ...['_ws.col.Protocol', 'ip.src', 'ip.dst', 'ipv6.src', 'ipv6.dst'],
    ...['tls.handshake.extensions_server_name', '_ws.malformed'],
    ...checksums.map((name) => `${name}.checksum.status`),
    ...analyses.map((name) => `tcp.analysis.${name}`),
  ];
  const validate = ['ip', 'tcp', 'udp'].flatMap((name) => ['-o', `${name}.check_checksum:TRUE`]);
  const out = execFileSync(
    'tshark',
    ['-n', '-r', capture, ...validate, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])],
    { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return out.toString().trimEnd().split('\n').map(observedOf);
}

function observedOf(line: string): Observed {
  const cells = line.split('\t');
  const cell = (i: number): string => cells[i] ?? '';
  const stamp = cell(0).replace(/000$/, '');
  return {
    stamp,
    time: Number(stamp),
    source: cell(1),
    destination: cell(2),
    length: Number(cell(3)),
    layers: cell(4).split(':'),
    protocol: cell(5),
    from: cell(6) || cell(8),
    to: cell(7) || cell(9),
    serverName: cell(10),
    malformed: cell(11) !== '',
    // "0" is bad, "1" good, "2" not looked at.
    badChecksums: checksums.filter((_, i) =>
      cell(12 + i)
        .split(',')
        .includes('0'),
    ).length,
    analysis: analyses.filter((_, i) => cell(12 + checksums.length + i) !== ''),
  };
}

/** A CSV without quotes as rows of named cells. */
export function readCsv(folder: string, name: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((key, i) => [key, cells[i] ?? '']));
  });
}

/** The frames that a device sent or got. */
export function framesOf(frames: readonly Observed[], mac: string): Observed[] {
  return frames.filter(({ source, destination }) => source === mac || destination === mac);
}

/** Whether a frame crosses the gateway: one end is of the ranges that play the Internet. */
export function crossesGateway({ from, to }: Observed): boolean {
  const local = /^(192\.168\.|22[4-9]\.|23\d\.|255\.|0\.|fe80:|ff0|$)/;
  return !(local.test(from) && local.test(to));
}
