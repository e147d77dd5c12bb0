import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { HomeMoleError } from '../../contract/errors';
import { packetColumns } from '../../contract/packet-table';
import type { PacketColumn, PacketTable } from '../../contract/packet-table';
import { readCaptures } from '../read-captures';
import { anonymise } from './anonymise';
import { hasTshark } from '../testing/tshark';
import { secretsOf } from './testing/leaks';

vi.setConfig({ testTimeout: 600_000 });
const data = resolve(import.meta.dirname, '../../../../shared/data');
const reason = existsSync(data) ? '' : ' (skipped: the development captures are not here)';
const folder = mkdtempSync(join(tmpdir(), 'homemole-anonymise-'));
afterAll(() => rmSync(folder, { recursive: true }));
const out = join(folder, 'a.pcapng');

const capture = /\.(pcap|pcapng|cap)(\.gz|\.zst)?$/;
function capturesIn(...names: string[]): string[] {
  const all = readdirSync(join(data, ...names), { recursive: true, encoding: 'utf8' });
  return all.filter((name) => capture.test(name)).map((name) => join(data, ...names, name));
}

/**
 * Where copies are told apart otherwise than before, and why that is so: fuzzers changed bytes of
 * options and payloads that are not copied, and the table of the finder may forget a packet, which
 * one depends on its bytes.
 */
const reviewedCopies = new Set([
  'odd-captures/tcpdump-tests__tests__babel_update_oobr.pcap',
  'odd-captures/tcpdump-tests__tests__kday3.pcap',
  'odd-captures/tcpdump-tests__tests__l2tp-avp-overflow.pcap',
  'protocols/reasm_crash_anon.pcapng',
  'lsif-any/Tenvis_Cam-2019-07-05.pcapng',
]);

/** Four or six bytes that occur in kept header fields by chance, most of them zeros. */
const reviewedBytes: Record<string, string[]> = {
  'odd-captures/tcpdump-tests__tests__babel_update_oobr.pcap': ['0.0.1.0'],
  'odd-captures/tcpdump-tests__tests__bfd-sbfd.pcap': ['1.0.0.0'],
  'protocols/4in4tunnel.pcap': ['00:00:00:00:00:04'],
  'protocols/uftp_v4_v5.pcap': ['10.0.0.1'],
};
/** Addresses of fuzzers, who wrote one byte everywhere, also where it names nobody. */
const isOneByte = (secret: Buffer): boolean => secret.every((byte) => byte === secret[0]);

async function tableOrCode(path: string, keepCopies: boolean): Promise<PacketTable | string> {
  try {
    return (await readCaptures([path], { keepCopies })).packets;
  } catch (error) {
    if (error instanceof HomeMoleError) return error.problem.code;
    throw error;
  }
}

function differingColumns(one: PacketTable, other: PacketTable): string[] {
  if (one.count !== other.count) return [`${other.count} packets, not ${one.count}`];
  return (Object.keys(packetColumns) as PacketColumn[]).filter((name) => {
    const isAddress = name === 'sourceAddress' || name === 'destinationAddress';
    // Names that a file gives addresses take numbers of their own.
    const [ours, theirs] = isAddress
      ? [renumbered(one, name), renumbered(other, name)]
      : [one[name], other[name]];
    // A float64 of seconds is the nearest to the time of the file in all but a few early ones.
    const step = name === 'time' ? 1e-9 : 0;
    return ours.some((value, row) => Math.abs(value - theirs[row]!) > step);
  });
}

/** A column of addresses, numbered in the order in which they occur in packets. */
function renumbered(table: PacketTable, name: 'sourceAddress' | 'destinationAddress'): number[] {
  const numbers = new Map([[-1, -1]]);
  for (let row = 0; row < table.count; row += 1) {
    for (const index of [table.sourceAddress[row]!, table.destinationAddress[row]!]) {
      if (!numbers.has(index)) numbers.set(index, numbers.size - 1);
    }
  }
  return Array.from(table[name], (index) => numbers.get(index)!);
}

/** How the anonymised copy of a file differs in what HomeMole reads of it; null when it does not. */
async function difference(path: string): Promise<string | null> {
  const problems: string[] = [];
  try {
    await anonymise([path], out, { seed: 7 });
  } catch (error) {
    if (!(error instanceof HomeMoleError)) throw error;
    const code = await tableOrCode(path, true);
    const isEmpty = typeof code !== 'string' && code.count === 0;
    const expected = isEmpty ? 'no-packets' : code;
    return expected === error.problem.code ? null : `${error.problem.code}, not ${String(code)}`;
  }
  for (const keepCopies of [true, false]) {
    const before = await tableOrCode(path, keepCopies);
    const after = await tableOrCode(out, keepCopies);
    if (typeof before === 'string' || typeof after === 'string') {
      if (before !== after) problems.push(`${String(after)}, not ${String(before)}`);
      continue;
    }
    const found = differingColumns(before, after);
    if (!keepCopies && found.length > 0 && reviewedCopies.has(path.slice(data.length + 1)))
      continue;
    problems.push(...found);
    if (before.macs.length !== after.macs.length) problems.push('number of MACs');
  }
  return problems.length > 0 ? problems.join(', ') : null;
}

describe.skipIf(reason !== '')(`anonymised copies of real captures${reason}`, () => {
  it.each(['odd-captures', 'protocols', 'lsif-any', 'echo-commands', 'single-devices', 'home14'])(
    '%s: every column that HomeMole reads is as before',
    async (name) => {
      const differences: Record<string, string> = {};
      for (const path of capturesIn(name)) {
        const found = await difference(path);
        if (found !== null) differences[path.slice(data.length + 1)] = found;
      }
      expect(differences).toEqual({});
    },
  );

  it.each(['odd-captures', 'protocols', 'lsif-any', 'single-devices'])(
    '%s: no address of the capture is left in any place',
    async (name) => {
      const leaks: Record<string, string[]> = {};
      for (const path of capturesIn(name)) {
        const table = await tableOrCode(path, true);
        if (typeof table === 'string' || table.count === 0) continue;
        await anonymise([path], out, { seed: 7 });
        const bytes = readFileSync(out);
        const label = path.slice(data.length + 1);
        const left = secretsOf(table)
          .filter(([, secret]) => !isOneByte(secret) && bytes.includes(secret))
          .map(([text]) => text)
          .filter((text) => !reviewedBytes[label]?.includes(text));
        if (left.length > 0) leaks[label] = left;
      }
      expect(leaks).toEqual({});
    },
  );
});

/** What homes speak; protocols whose messages are emptied as a whole may read as malformed. */
const spoken = [
  ...['dns.pcap', 'dns_dot.pcap', 'dns-google-nsid.pcapng', 'netbios.pcap', 'NTPv4.pcap'],
  ...['quic.pcap', 'quic-29.pcap', 'quic_0RTT.pcap', 'stun.pcap', 'dtls2.pcap', 'http_ipv6.pcap'],
  ...['tls-appdata.pcap', 'tls_long_cert.pcap', 'ssdp-m-search.pcap', 'upnp.pcap'],
  ...['mullvad_wireguard.pcap', 'websocket.pcap', 'tplink_shp.pcap', 'hsrp2_ipv6.pcapng'],
];
const noTshark = reason || (hasTshark() ? '' : ' (skipped: tshark is not installed)');

describe.skipIf(noTshark !== '')(`tshark${noTshark}`, () => {
  /** What tshark counts, by one run: it takes a second to start. */
  function counts(path: string, options: readonly string[] = []): Record<string, number> {
    const fields = ['tcp.checksum.status', 'udp.checksum.status', '_ws.malformed', 'tcp', 'tls'];
    const lines = execFileSync(
      'tshark',
      ['-n', ...options, '-r', path, '-T', 'fields', ...fields.flatMap((name) => ['-e', name])],
      { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 28, encoding: 'utf8' },
    )
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t'));
    const among = (is: (values: string[]) => boolean): number => lines.filter(is).length;
    return {
      frames: lines.length,
      malformed: among(([, , malformed]) => malformed !== ''),
      tls: among(([, , , tcp, tls]) => tcp !== '' && tls !== ''),
      // 0 is wrong, 1 is right.
      wrongSums: among(([tcp = '', udp = '']) => `${tcp},${udp}`.split(',').includes('0')),
    };
  }
  const checked = ['tcp', 'udp'].flatMap((name) => ['-o', `${name}.check_checksum:TRUE`]);

  it.each(spoken)('%s: nothing is malformed that was not, checksums are right', async (name) => {
    const path = join(data, 'protocols', name);
    await anonymise([path], out, { seed: 7 });
    const before = counts(path);
    const after = counts(out, checked);
    expect(after).toMatchObject({ frames: before['frames'], tls: before['tls'], wrongSums: 0 });
    expect(after['malformed']).toBeLessThanOrEqual(before['malformed']!);
  });
});
