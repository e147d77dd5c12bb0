import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import type { VantageName } from '../../contract/vantage';
import { identifyHome } from '../../home/identify';
import { type SketchedPacket, tableOf } from '../../home/testing/table-of';
import { readCaptures } from '../../packets';
import { knownVantages, tunnelOf, viewHome, writeView } from '..';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'homemole-view-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const router = 'a0:00:00:00:00:01/';
const lamp = '50:c7:bf:00:00:02/192.168.1.10';
const plug = '50:c7:bf:00:00:03/192.168.1.11';
const vendors = { of: () => null };

function sketch(time: number, from: string, to: string, length = 100): SketchedPacket {
  return { time, length, from, to, tcpPayload: length - 40 };
}

/** Two devices that use one source port, an answer to each, and a packet that stays inside. */
const packets = [
  sketch(1000, `${lamp}:5000`, `${router}9.9.9.9:8883`),
  sketch(1000.000001, `${plug}:5000`, `${router}9.9.9.9:8883`, 1500),
  sketch(1000.5, `${router}9.9.9.9:8883`, `${lamp}:5000`),
  sketch(1001, `${router}9.9.9.9:8883`, `${plug}:5000`),
  sketch(1002, `${lamp}:1`, `${plug}:2`),
];

/** A full TCP packet and one of UDP out, and one in. */
const esp = [
  { ...sketch(1000, `${lamp}:5000`, `${router}9.9.9.9:8883`, 1500), tcpPayload: 1448 },
  {
    ...sketch(1000.1, `${lamp}:5000`, `${router}9.9.9.9:8883`, 1500),
    tcpPayload: undefined,
  },
  sketch(1000.5, `${router}9.9.9.9:8883`, `${lamp}:5000`),
];

/** Packets of all lengths, some at once. */
const many = Array.from({ length: 300 }, (_, i) =>
  i % 3 === 0
    ? sketch(1000 + i * 0.004, `${router}9.9.9.9:8883`, `${lamp}:5000`, 60 + ((i * 37) % 1400))
    : sketch(1000 + i * 0.004, `${lamp}:5000`, `${router}9.9.9.9:8883`, 60 + ((i * 91) % 1400)),
);

async function write(vantage: VantageName, sketches = packets, simulated = false) {
  const table = tableOf(sketches);
  table.ttl.fill(64);
  const home = identifyHome(table, { vendors });
  const seen = viewHome(home, vantage, 1);
  const path = join(folder, 'view.pcapng');
  await writeView(home, seen, path, simulated, quietJob);
  return { path, view: seen.view };
}

function hasTshark(): boolean {
  try {
    execFileSync('tshark', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function tshark(path: string, ...fields: string[]): string[] {
  const wanted = fields.flatMap((field) => ['-e', field]);
  const out = execFileSync('tshark', ['-n', '-r', path, '-T', 'fields', ...wanted], {
    stdio: 'pipe',
  });
  return out.toString().trimEnd().split('\n');
}

const skip = hasTshark() ? '' : ' (skipped: tshark is not installed)';

describe.skipIf(skip !== '')(`behind NAPT, by tshark${skip}`, () => {
  it('shows the server, the gateway and one port for each connection', async () => {
    const { path } = await write('napt');
    const ports = ['tcp.srcport', 'tcp.dstport', 'ip.ttl', 'ip.len'];
    const rows = tshark(path, 'ip.src', 'ip.dst', ...ports, 'frame.cap_len');
    // Where the port of the second device is taken, it has another above 1023.
    const other = rows[1]?.split('\t')[2] ?? '';
    expect(Number(other)).toBeGreaterThan(1023);
    expect(other).not.toBe('5000');
    expect(rows).toEqual([
      '203.0.113.1\t9.9.9.9\t5000\t8883\t63\t100\t38',
      `203.0.113.1\t9.9.9.9\t${other}\t8883\t63\t1500\t38`,
      '9.9.9.9\t203.0.113.1\t8883\t5000\t65\t100\t38',
      `9.9.9.9\t203.0.113.1\t8883\t${other}\t65\t100\t38`,
    ]);
  });

  it('tells the way of each packet, and holds no address of the home', async () => {
    const { path } = await write('napt');
    expect(tshark(path, 'frame.packet_flags_direction').map(Number)).toEqual([2, 2, 1, 1]);
    const bytes = readFileSync(path);
    for (const secret of ['50c7bf000002', '50c7bf000003', 'a00000000001', 'c0a8010a', 'c0a8010b']) {
      expect(bytes.includes(Buffer.from(secret, 'hex'))).toBe(false);
    }
  });

  it("shows the router's own questions, and not the address at which the home asks them", async () => {
    const { path } = await write('napt', [
      ...packets,
      {
        ...{ time: 1003, length: 60, from: `${lamp}:4000`, to: `${router}192.168.1.1:53` },
        says: { kind: 'dns-question', name: 'a.example.com', type: 1 },
      },
    ]);
    const last = tshark(path, 'ip.src', 'ip.dst', 'udp.dstport', 'ip.len').at(-1);
    expect(last).toBe('203.0.113.1\t203.0.113.2\t53\t60');
    expect(readFileSync(path).includes(Buffer.from('c0a80101', 'hex'))).toBe(false);
  });

  it('says in the section what it is', async () => {
    const { path } = await write('napt', packets, true);
    const bytes = readFileSync(path).toString('latin1');
    expect(bytes).toContain(
      'The view of an eavesdropper (napt), made by HomeMole from a simulated',
    );
    expect((await readCaptures([path])).files[0]).toMatchObject({ simulated: true, packets: 4 });
  });
});

describe.skipIf(skip !== '')(`in a tunnel, by tshark${skip}`, () => {
  it.each(knownVantages.filter((vantage) => vantage !== 'napt'))(
    '%s: times, lengths and ways are those of the view, the five-tuple is one',
    async (vantage) => {
      const udp = packets.map((packet) => ({ ...packet, tcpPayload: undefined }));
      const { path, view } = await write(vantage, udp);
      const rows = tshark(path, 'frame.time_epoch', 'frame.len', 'frame.packet_flags_direction');
      expect(rows.map((row) => row.split('\t').map(Number))).toEqual(
        Array.from({ length: view.count }, (_, i) => [
          Math.round(view.time[i]! * 1e6) / 1e6,
          view.length[i]!,
          view.direction[i] === 1 ? 2 : 1,
        ]),
      );
      const ends = tshark(path, 'ip.src', 'ip.dst').map((row) => row.split('\t').sort().join(' '));
      expect(new Set(ends).size).toBe(1);
      // As much as is known: IP, with UDP's header, ESP's, that of IKE with its marker, or TCP's.
      const known = {
        udp: vantage === 'wireguard' ? ['42'] : ['42', '34'],
        tcp: ['74', '66'],
        esp: ['42', '46', '34'],
      }[tunnelOf(vantage)!.carrier];
      expect(new Set(tshark(path, 'frame.cap_len'))).toEqual(new Set(known));
    },
  );

  it('marks the parts of a datagram that does not fit: 1472 and 52 bytes of 1524', async () => {
    const udp = packets.map((packet) => ({ ...packet, tcpPayload: undefined }));
    const { path } = await write('openvpn-udp-aes-256-gcm', udp);
    const rows = tshark(path, 'frame.len', 'ip.flags.mf', 'ip.frag_offset', 'ip.id', 'udp.length');
    const parts = rows.filter((row) => /^(1514|86)\t/.test(row)).map((row) => row.split('\t'));
    const isSet = (flag: string): boolean => flag === '1' || flag === 'True';
    expect(parts.map(([length, more = '']) => [length, isSet(more)])).toEqual([
      ['1514', true],
      ['86', false],
    ]);
    // Older versions of tshark give the field, in units of eight bytes.
    expect(parts[0]![2]).toBe('0');
    expect(['185', '1480']).toContain(parts[1]![2]);
    expect(parts[0]![3]).toBe(parts[1]![3]);
    // 1500 bytes inside and 24 of OpenVPN, behind a header of 8.
    expect(parts[0]![4]).toBe('1532');
  });
});

describe.skipIf(skip !== '')(`of IPsec, by tshark${skip}`, () => {
  it('shows ESP with its sequence, and IKE on its two ports', async () => {
    const { path } = await write('ipsec-esp-aes-256-gcm', esp);
    const rows = tshark(path, 'ip.proto', 'udp.dstport', 'udp.length', 'esp.spi', 'esp.sequence');
    expect(rows.slice(0, 4)).toEqual([
      '17\t500\t240\t\t',
      '17\t500\t273\t\t',
      '17\t4500\t320\t\t',
      '17\t4500\t255\t\t',
    ]);
    const data = rows.slice(4).map((row) => row.split('\t'));
    expect(data.map(([protocol]) => protocol)).toEqual(data.map(() => '50'));
    const sequences = data.filter((row) => row[3] !== '').map((row) => row[4]);
    // 1500 bytes of TCP are two packets, a full one of 1500 outside too; 1500 of UDP are two fragments.
    expect(sequences).toEqual(['1', '2', '3', '1']);
    const fragments = tshark(path, 'ip.len', 'ip.flags.mf', 'ip.frag_offset').slice(4);
    const isLast = (row: string) => !/\t(1|True)\t/.test(row);
    expect(fragments.map((row) => [Number(row.split('\t')[0]), isLast(row)])).toEqual([
      [1500, true],
      [160, true],
      [1500, false],
      [76, true],
      [156, true],
    ]);
  });
});

describe.skipIf(skip !== '')(`of OpenVPN over TCP, by tshark${skip}`, () => {
  it('is one connection whose stream has no gap and nothing twice', async () => {
    const { path, view } = await write('openvpn-tcp-aes-256-gcm', many);
    const analysed = ['tcp.stream', 'tcp.analysis.flags', 'tcp.len', 'tcp.flags', 'tcp.seq_raw'];
    const rows = tshark(path, ...analysed).map((row) => row.split('\t'));
    expect(new Set(rows.map(([stream]) => stream))).toEqual(new Set(['0']));
    expect(rows.filter(([, trouble]) => trouble !== '')).toEqual([]);
    expect(rows.slice(0, 3).map((row) => Number(row[3]))).toEqual([0x02, 0x12, 0x10]);
    const payload = view.length.reduce((sum, length) => sum + length - 66, 0);
    // SYN and SYN-ACK are eight bytes longer than a header with timestamps.
    expect(rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(payload - 16);
  });
});

describe('the file', () => {
  it('is whole or not there', async () => {
    const home = identifyHome(tableOf(packets), { vendors });
    const seen = viewHome(home, 'napt', 1);
    const abort = new AbortController();
    abort.abort();
    const job = { signal: abort.signal, report: () => undefined };
    const path = join(folder, 'view.pcapng');
    writeFileSync(path, 'before');
    await expect(writeView(home, seen, path, false, job)).rejects.toThrow(/cancelled/);
    expect(readdirSync(folder)).toEqual(['view.pcapng']);
    expect(readFileSync(path, 'utf8')).toBe('before');
  });
});
