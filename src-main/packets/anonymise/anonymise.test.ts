import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packetColumns } from '../../contract/packet-table';
import type { PacketColumn } from '../../contract/packet-table';
import { readCaptures } from '../read-captures';
import { interfaceBlock, option, packetBlock, pcap, section } from '../testing/captures';
import {
  be16,
  bytes,
  deviceMac,
  ethernet,
  ipv4,
  mac,
  routerMac,
  text,
  udp,
} from '../testing/frames';
import { anonymise } from './anonymise';
import { macBytes, secretsOf } from './testing/leaks';

const sample = resolve(import.meta.dirname, '../../../resources/sample-home/capture.pcapng');
let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'homemole-anonymise-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes frames as a capture, anonymises it, and gives the frames of the copy. */
async function anonymised(...frames: Uint8Array[]): Promise<Buffer[]> {
  const path = join(folder, 'in.pcap');
  writeFileSync(path, pcap({}, ...frames.map((frame) => ({ frame }))));
  await anonymise([path], join(folder, 'out.pcapng'), { seed: 1 });
  return framesIn(readFileSync(join(folder, 'out.pcapng')));
}

function framesIn(file: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at < file.length; at += file.readUInt32LE(at + 4)) {
    if (file.readUInt32LE(at) !== 6) continue;
    frames.push(file.subarray(at + 28, at + 28 + file.readUInt32LE(at + 20)));
  }
  return frames;
}

const arp = (op: number, sender: string, target: string): Uint8Array =>
  ethernet(
    0x0806,
    bytes(be16(1), be16(0x0800), [6, 4], be16(op), mac(sender), [192, 168, 1, 13]),
    bytes(mac(target), [192, 168, 1, 1]),
  );

/** Neighbour solicitation for an address made of the MAC 02:00:00:00:00:0d, with that MAC. */
const eui64 = [0, 0, 0, 0xff, 0xfe, 0, 0, 0x0d];
const solicitation = bytes(
  mac('33:33:ff:00:00:0d'),
  mac(deviceMac),
  be16(0x86dd),
  bytes([0x60, 0, 0, 0], be16(32), [58, 255]),
  bytes([0xfe, 0x80, 0, 0, 0, 0, 0, 0], eui64),
  bytes([0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, 0, 0, 0x0d]),
  bytes([135, 0, 0, 0, 0, 0, 0, 0], [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0], eui64),
  bytes([1, 1], mac(deviceMac)),
);

describe('a frame', () => {
  it('of ARP has other addresses, the same by the same', async () => {
    const zero = '00:00:00:00:00:00';
    const [ask, answer] = await anonymised(arp(1, deviceMac, zero), arp(2, routerMac, deviceMac));
    // Link header: to the router, from the device. Then sender and target.
    const device = ask!.subarray(6, 12);
    expect(device.equals(macBytes(deviceMac))).toBe(false);
    expect(ask!.subarray(22, 28).equals(device)).toBe(true);
    expect(answer!.subarray(32, 38).equals(device)).toBe(true);
    expect(ask!.subarray(32, 38).equals(Buffer.alloc(6))).toBe(true);
    expect(answer!.subarray(22, 28).equals(ask!.subarray(0, 6))).toBe(true);
    // Locally administered, one device, a private network.
    expect(device[0]! & 3).toBe(2);
    expect([ask![28], ask![29]]).toEqual([192, 168]);
    expect([...ask!.subarray(14, 22)]).toEqual([0, 1, 8, 0, 6, 4, 0, 1]);
  });

  it('of neighbour discovery keeps an address made of a MAC one of the other MAC', async () => {
    const [frame] = await anonymised(solicitation);
    const device = frame!.subarray(6, 12);
    expect(frame!.subarray(80, 86).equals(device)).toBe(true);
    const expected = [device[0]! ^ 2, device[1], device[2], 0xff, 0xfe, ...device.subarray(3)];
    expect([...frame!.subarray(30, 38)]).toEqual(expected);
    expect([...frame!.subarray(70, 78)]).toEqual(expected);
    // The group and its MAC address end as the device's does, and so does the group asked.
    expect([...frame!.subarray(3, 6)]).toEqual([...device.subarray(3)]);
    expect([...frame!.subarray(51, 54)]).toEqual([...device.subarray(3)]);
    expect(onesSum(frame!.subarray(22, 54), frame!.subarray(54), 58)).toBe(0xffff);
  });

  it('of DHCP tells its type and nothing of the host', async () => {
    const fixed = new Uint8Array(240);
    fixed.set([1, 1, 6, 0, 1, 2, 3, 4]);
    fixed.set(mac(deviceMac), 28);
    fixed.set([0x63, 0x82, 0x53, 0x63], 236);
    const name = text('Anna-Laptop');
    const options = bytes([12, name.length], name, [55, 3, 1, 3, 6], [53, 1, 3], [255]);
    const dhcp = udp({ source: 68, destination: 67 }, fixed, options);
    const [frame] = await anonymised(ethernet(0x0800, ipv4({ protocol: 17 }, dhcp)));
    expect(frame!.includes('Anna')).toBe(false);
    expect(frame!.includes(macBytes(deviceMac))).toBe(false);
    const payload = frame!.subarray(42);
    expect(payload.subarray(28, 34).equals(frame!.subarray(6, 12))).toBe(true);
    expect([...payload.subarray(236, 244)]).toEqual([0x63, 0x82, 0x53, 0x63, 53, 1, 3, 255]);
  });

  it('of TLS keeps the header of the record, and no name', async () => {
    const hello = bytes([22, 3, 1], be16(60), [1, 0, 0, 56], text('secret.example.org'.padEnd(56)));
    const segment = bytes(be16(50000), be16(443), [0, 0, 0, 1, 0, 0, 0, 2, 0x50, 0x18, 1, 1]);
    const tcp = bytes(segment, [0, 0, 0, 0], hello);
    const [frame] = await anonymised(ethernet(0x0800, ipv4({ protocol: 6 }, tcp)));
    expect(frame!.includes('example')).toBe(false);
    expect([...frame!.subarray(54, 63)]).toEqual([22, 3, 1, 0, 60, 1, 0, 0, 56]);
    expect(onesSum(frame!.subarray(26, 34), frame!.subarray(34), 6)).toBe(0xffff);
    expect(onesSum(new Uint8Array(0), frame!.subarray(14, 34), 0, 0)).toBe(0xffff);
  });

  it('that is no IP keeps its length and its addresses that are no longer its own', async () => {
    const lldp = ethernet(0x88cc, text('switch-in-the-kitchen'));
    const [frame] = await anonymised(lldp);
    expect(frame!.length).toBe(lldp.length);
    expect(frame!.subarray(14).every((byte) => byte === 0)).toBe(true);
  });
});

describe('a capture', () => {
  it('loses its comments, names and interfaces, and keeps its clock', async () => {
    const frame = ethernet(0x0800, ipv4({ protocol: 17 }, udp({})));
    const secret = text('kitchen-pi');
    const path = join(folder, 'in.pcapng');
    const ticks = 1_700_000_000_123_456_789n;
    const nanoseconds = option(9, Uint8Array.of(9));
    writeFileSync(
      path,
      bytes(
        section(undefined, bytes(option(1, secret), option(2, secret))),
        interfaceBlock({ options: bytes(option(2, secret), option(3, secret), nanoseconds) }),
        packetBlock(frame, { ticks, options: option(1, secret) }),
      ),
    );
    const out = join(folder, 'out.pcapng');
    await anonymise([path], out, { seed: 1 });
    expect(readFileSync(out).includes('kitchen')).toBe(false);
    const [before, after] = [await readCaptures([path]), await readCaptures([out])];
    expect([...after.packets.time]).toEqual([...before.packets.time]);
  });

  it('of the simulator stays marked, has all columns, and no address in any place', async () => {
    const out = join(folder, 'out.pcapng');
    await anonymise([sample], out, { seed: 3 });
    const before = (await readCaptures([sample])).packets;
    const { packets: after, files } = await readCaptures([out]);
    expect(files[0]!.simulated).toBe(true);
    for (const name of Object.keys(packetColumns) as PacketColumn[]) {
      expect(Buffer.from(after[name].buffer).equals(Buffer.from(before[name].buffer))).toBe(true);
    }
    const file = readFileSync(out);
    const left = secretsOf(before).filter(([, secret]) => file.includes(secret));
    expect(left.map(([name]) => name)).toEqual([]);
  });

  it('has the same replacements as another of the same run, or of the same seed', async () => {
    const halves = [1, 2].map((number) => join(folder, `${number}.pcap`));
    const frame = ethernet(0x0800, ipv4({ protocol: 17 }, udp({})));
    halves.forEach((path, i) => {
      writeFileSync(path, pcap({}, { seconds: 100 - i, frame }, { seconds: 200 - i, frame }));
    });
    const outs = ['a', 'b', 'c', 'd'].map((name) => join(folder, name));
    await anonymise(halves, outs[0]!, { seed: null });
    const together = framesIn(readFileSync(outs[0]!));
    expect(together.length).toBe(4);
    for (const other of together) expect(other.equals(together[0]!)).toBe(true);
    const { packets, files } = await readCaptures([outs[0]!]);
    expect([...packets.time]).toEqual([99, 100, 199, 200]);
    expect(files[0]!.warnings).toEqual([]);
    await anonymise([halves[0]!], outs[1]!, { seed: 5 });
    await anonymise([halves[0]!], outs[2]!, { seed: 5 });
    await anonymise([halves[0]!], outs[3]!, { seed: null });
    const [five, again, random] = outs.slice(1).map((path) => readFileSync(path));
    expect(five!.equals(again!)).toBe(true);
    expect(five!.equals(random!)).toBe(false);
  });

  it('is written whole or not at all', async () => {
    const abort = new AbortController();
    abort.abort();
    const job = { signal: abort.signal, report: () => undefined };
    const cancelled = anonymise([sample], join(folder, 'out.pcapng'), { seed: 1 }, job);
    await expect(cancelled).rejects.toThrow(/cancelled/);
    const empty = join(folder, 'empty.pcap');
    writeFileSync(empty, pcap({}));
    const nothing = anonymise([empty], join(folder, 'out.pcapng'), { seed: 1 });
    await expect(nothing).rejects.toThrow(/no-packets.*empty\.pcap/);
    expect(readdirSync(folder)).toEqual(['empty.pcap']);
  });
});

/** Ones' complement sum over a pseudo-header and a packet: 0xffff when its checksum is right. */
function onesSum(
  addresses: Uint8Array,
  packet: Uint8Array,
  protocol: number,
  length = packet.length,
): number {
  let sum = protocol + length;
  for (const part of [addresses, packet]) {
    for (let i = 0; i < part.length; i += 2) sum += (part[i]! << 8) | (part[i + 1] ?? 0);
  }
  while (sum > 0xffff) sum = (sum >>> 16) + (sum & 0xffff);
  return sum;
}
