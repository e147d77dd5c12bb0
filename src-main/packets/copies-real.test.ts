import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { protocolBits } from '../contract/protocol-bits';
import { readCaptures } from './index';
import { hasTshark } from './testing/tshark';

vi.setConfig({ testTimeout: 120_000 });
const data = resolve(import.meta.dirname, '../../../shared/data');
const reason = !existsSync(data)
  ? ' (skipped: the development captures are not here)'
  : !hasTshark()
    ? ' (skipped: tshark is not installed)'
    : '';

/** Seconds within which the copies of these captures lie; TCP sends nothing again so early. */
const WITHIN = 0.05;

/**
 * How many TCP segments with data were sent, by tshark: frames alike in IP addresses and
 * identification, ports, sequence number, length and checksum within 50 ms are one.
 */
function sentSegments(path: string): number {
  const key = ['ip.src', 'ip.dst', 'ip.id', 'tcp.srcport', 'tcp.dstport'];
  const fields = ['frame.time_epoch', ...key, 'tcp.seq_raw', 'tcp.len', 'tcp.checksum'];
  const out = execFileSync(
    'tshark',
    [
      ...['-n', '-r', path, '-Y', 'ip && tcp.len > 0 && !icmp', '-T', 'fields'],
      ...fields.flatMap((field) => ['-e', field]),
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const timesOf = new Map<string, number[]>();
  for (const line of out.split('\n').slice(0, -1)) {
    const tab = line.indexOf('\t');
    const times = timesOf.get(line.slice(tab)) ?? [];
    timesOf.set(line.slice(tab), [...times, Number(line.slice(0, tab))]);
  }
  let sent = 0;
  for (const times of timesOf.values()) {
    times.sort((a, b) => a - b);
    sent += times.filter((time, i) => i === 0 || time - times[i - 1]! > WITHIN).length;
  }
  return sent;
}

describe.skipIf(reason !== '')(`copies in real captures${reason}`, () => {
  const names = reason === '' ? readdirSync(join(data, 'lsif-any')) : [];
  it.each(names)('each TCP segment with data is there once: any interface, %s', async (name) => {
    const path = join(data, 'lsif-any', name);
    const { packets, files } = await readCaptures([path]);
    const rows = [...packets.protocols].filter(
      (bits, row) => bits & protocolBits.tcp && packets.payloadLength[row]! > 0,
    );
    expect(rows.length).toBe(sentSegments(path));
    expect(files[0]!.duplicates).toBeGreaterThan(files[0]!.packets / 4);
  });

  it('none is found where a capture has none', async () => {
    const days = ['01', '02', '03', '04'].map((day) => `home14/home14-2019-07-${day}.pcap`);
    const others = ['echo-commands/alexa_5_40s.pcap', 'protocols/iphone.pcap'];
    for (const name of [...days, ...others]) {
      const { files } = await readCaptures([join(data, name)]);
      expect([name, files[0]!.duplicates]).toEqual([name, 0]);
    }
  });
});
