import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import { identifyHome } from '../../home';
import { readCaptures } from '../../packets';
import { buildNat, natObstacle, type Opened, openAll, SECOND, SERVERS } from '../testing/nat';
import { TCP_PORT, UDP_PORTS } from '../testing/nat';
import { ADDRESSES } from '../testing/network';
import { DeviceRecording } from '../testing/recording';
import { viewHome, writeView } from '..';

const obstacle = natObstacle();
const suite = obstacle === '' ? describe : describe.skip;
const folder = mkdtempSync(join(tmpdir(), 'homemole-nat-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [first, second] = [ADDRESSES.home, SECOND];
const [one, other] = SERVERS;
const [port, another] = UDP_PORTS;
const flow = (from: string, ownPort: number, to: string, to_: number): Opened => ({
  ...{ from, ownPort, to },
  port: to_,
});
const flows: readonly Opened[] = [
  flow(first, 5000, one, port),
  // The same port of another device, to the same server: it is taken. Then elsewhere.
  flow(second, 5000, one, port),
  flow(second, 5000, other, port),
  flow(second, 5000, one, another),
  flow(first, 5000, other, port),
  // Two devices that share a port towards different servers.
  flow(first, 5100, one, port),
  flow(second, 5100, other, port),
  ...[300, 700, 1024].flatMap((low) => [flow(first, low, one, port), flow(second, low, one, port)]),
  flow(first, 6000, one, TCP_PORT),
  flow(second, 6000, one, TCP_PORT),
  flow(second, 6000, other, TCP_PORT),
];

const fields = {
  source: 'ip.src',
  destination: 'ip.dst',
  udpSource: 'udp.srcport',
  udpDestination: 'udp.dstport',
  tcpSource: 'tcp.srcport',
  tcpDestination: 'tcp.dstport',
  ttl: 'ip.ttl',
  id: 'ip.id',
  length: 'ip.len',
  said: 'udp.payload',
  sequence: 'tcp.seq_raw',
  acknowledged: 'tcp.ack_raw',
  flags: 'tcp.flags',
  window: 'tcp.window_size_value',
  options: 'tcp.options',
} as const;
type Packet = Record<keyof typeof fields, string>;

function packetsOf(path: string): Packet[] {
  const wanted = Object.values(fields).flatMap((field) => ['-e', field]);
  const names = Object.keys(fields) as (keyof Packet)[];
  const out = execFileSync(
    'tshark',
    ['-n', '-r', path, '-Y', 'ip && (udp || tcp)', '-T', 'fields', '-E', 'occurrence=f', ...wanted],
    { stdio: 'pipe' },
  );
  return out
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => {
      const values = line.split('\t');
      return Object.fromEntries(names.map((name, i) => [name, values[i] ?? ''])) as Packet;
    });
}

/** All that the gateway must leave as it is, for which a packet is known again on the other side. */
function kept({ source, destination, udpSource, udpDestination, ...rest }: Packet): string {
  const server = isOutbound({ destination }) ? destination : source;
  const serverPort = isOutbound({ destination })
    ? udpDestination || rest.tcpDestination
    : udpSource || rest.tcpSource;
  const { id, length, said, sequence, acknowledged, flags, window, options } = rest;
  return [
    server,
    serverPort,
    id,
    length,
    said,
    sequence,
    acknowledged,
    flags,
    window,
    options,
  ].join(' ');
}

const isOutbound = ({ destination }: Pick<Packet, 'destination'>): boolean =>
  (SERVERS as readonly string[]).includes(destination);
const ownPort = (packet: Packet): number =>
  Number(
    isOutbound(packet)
      ? packet.udpSource || packet.tcpSource
      : packet.udpDestination || packet.tcpDestination,
  );

suite(`what the kernel's masquerading does${obstacle && ` (skipped: ${obstacle})`}`, () => {
  it('is what the view has: ports, TTL, and all else as it was', { timeout: 120_000 }, async () => {
    const spaces = await buildNat();
    const [lanFile, wanFile] = [join(folder, 'lan.pcap'), join(folder, 'wan.pcap')];
    try {
      const lan = await DeviceRecording.start(spaces, 'gateway', 'lan0', lanFile);
      const wan = await DeviceRecording.start(spaces, 'gateway', 'wan0', wanFile);
      await openAll(spaces, flows);
      await lan.stop();
      await wan.stop();
    } finally {
      spaces.remove();
    }
    const inside = packetsOf(lanFile);
    const outside = packetsOf(wanFile);
    const captured = (await readCaptures([lanFile])).packets;
    const home = identifyHome(captured, { vendors: { of: () => null } });
    const viewFile = join(folder, 'view.pcapng');
    await writeView(home, viewHome(home, 'napt', 1), viewFile, false, quietJob);
    const modelled = packetsOf(viewFile);

    expect(inside.length).toBeGreaterThan(2 * flows.length);
    expect(outside).toHaveLength(inside.length);
    expect(modelled).toHaveLength(inside.length);
    const ofKept = new Map(outside.map((packet) => [kept(packet), packet]));
    const ports = new Map<string, { real: number; ours: number; own: number }>();
    inside.forEach((packet, i) => {
      const real = ofKept.get(kept(packet));
      const ours = modelled[i] as Packet;
      if (!real) throw new Error(`not seen outside: ${kept(packet)}`);
      const outbound = isOutbound(packet);
      expect(Number(real.ttl)).toBe(Number(packet.ttl) + (outbound ? -1 : 1));
      expect([ours.ttl, ours.length]).toEqual([real.ttl, real.length]);
      expect(outbound ? real.source : real.destination).toBe(ADDRESSES.gatewayWan);
      const [device, server] = outbound
        ? [packet.source, packet.destination]
        : [packet.destination, packet.source];
      const serverPort = outbound
        ? packet.udpDestination || packet.tcpDestination
        : packet.udpSource || packet.tcpSource;
      const name = `${device}:${ownPort(packet)} ${server}:${serverPort}`;
      const given = { real: ownPort(real), ours: ownPort(ours), own: ownPort(packet) };
      const before = ports.get(name);
      if (before) expect(given).toEqual(before);
      ports.set(name, given);
    });
    expect(ports.size).toBe(flows.length);
    const given = flows.map(({ from, ownPort: own, to, port: at }) =>
      ports.get(`${from}:${own} ${to}:${at}`)!,
    );
    // A port is kept where the kernel keeps it; what is not kept is random there, so its range counts,
    // and which connections share one.
    const rangeOf = (one: number): number => (one < 512 ? 0 : one < 1024 ? 1 : 2);
    const sharing = (by: 'real' | 'ours'): number[] =>
      given.map((one) => given.findIndex((two) => two[by] === one[by]));
    expect(given.map(({ ours, own }) => ours === own)).toEqual(
      given.map(({ real, own }) => real === own),
    );
    expect(given.map(({ ours }) => rangeOf(ours))).toEqual(given.map(({ real }) => rangeOf(real)));
    expect(sharing('ours')).toEqual(sharing('real'));
    expect(given.some(({ real, own }) => real !== own)).toBe(true);
  });
});
