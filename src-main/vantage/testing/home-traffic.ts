import { Random } from '../../contract/random';
import { INBOUND, OUTBOUND, type VantageName } from '../../contract/vantage';
import { tunnelOf } from '..';
import { type End, tcpFrame, udpFrame } from './frames';
import { ADDRESSES, MACS } from './network';
import type { Sending } from './sender';

/** An inner packet of a flow before it is a frame. */
interface Planned {
  readonly time: number;
  readonly direction: number;
  readonly length: number;
  readonly tcp: boolean;
}

interface Flow {
  readonly random: Random;
  /** Largest TCP packet that the tunnel's MSS allows. */
  readonly full: number;
}

export interface TrafficRequest {
  readonly vantage: VantageName;
  readonly flows: number;
  readonly packets: number;
  readonly seed: number;
}

/** OpenVPN's with AES-256-CBC, the smallest. */
const SMALLEST_MSS = 1363;

/**
 * What the devices of a home send and get at the same time, one flow each: a camera's datagrams in
 * bursts, a plug's three packets, a speaker's requests and fast answers, an upload, and names
 * asked for. Many packets have equal lengths and come close together; a few need fragments.
 */
export function homeTraffic({ vantage, flows, packets, seed }: TrafficRequest): {
  sendings: Sending[];
  devices: { address: string; mac: string }[];
} {
  const random = new Random(seed);
  const full = (tunnelOf(vantage)?.mss ?? SMALLEST_MSS) + 40;
  const ends = Array.from({ length: flows }, (_, i) => endsOf(i));
  const sources = ends.map((_, i) => {
    const flow = { random: random.fork(i), full };
    const kind = kinds[i % kinds.length] as (flow: Flow, time: number) => Planned[];
    return { kind, flow, next: flow.random.between(0, 0.3), planned: [] as Planned[] };
  });
  // The flow that is furthest behind goes on, so that all last equally long.
  let count = 0;
  while (count < packets) {
    const source = sources.reduce((a, b) => (a.next <= b.next ? a : b));
    const burst = source.kind(source.flow, source.next);
    source.planned.push(...burst);
    count += burst.length;
    const last = burst.reduce((latest, { time }) => Math.max(latest, time), source.next);
    source.next = last + source.flow.random.between(0.05, 0.4);
  }
  const all = sources
    .flatMap(({ planned }, flow) => planned.map((packet) => ({ ...packet, flow })))
    .sort((a, b) => a.time - b.time);
  const identification = [0, 0];
  const sendings = all.map(({ time, direction, length, tcp, flow }) => {
    const { device, remote } = ends[flow] as (typeof ends)[number];
    const outbound = direction === OUTBOUND;
    const [from, to] = outbound
      ? [device, { ...remote, mac: MACS.gateway }]
      : [
          { ...remote, mac: MACS.internet },
          { ...device, mac: MACS.server },
        ];
    const number = (identification[direction] as number) + 1;
    identification[direction] = number;
    const options = { from, to, length, identification: number };
    const bytes = tcp
      ? tcpFrame(options, { flags: 0x18, sequence: number, acknowledgement: 1 })
      : udpFrame(options);
    return { time, direction, bytes };
  });
  const devices = ends.map(({ device: { address, mac } }) => ({ address, mac }));
  return { sendings, devices };
}

function endsOf(flow: number): { device: End; remote: End } {
  const hex = (flow + 16).toString(16).padStart(2, '0');
  const device = {
    mac: `50:c7:bf:00:77:${hex}`,
    address: `${ADDRESSES.gateway.replace(/1$/, '')}${20 + flow}`,
    port: 40_000 + flow,
  };
  return { device, remote: { mac: '', address: `192.0.2.${10 + flow}`, port: 443 } };
}

const kinds = [camera, plug, speaker, upload, names];

function camera({ random }: Flow, start: number): Planned[] {
  const most = random.uniform() < 0.1 ? 1500 : 1378;
  const packets: Planned[] = [];
  for (let i = 0, time = start; i < 4 + random.integer(12); i++) {
    const length = random.uniform() < 0.6 ? 224 : most;
    packets.push({ time, direction: OUTBOUND, length, tcp: false });
    if (i % 5 === 4) {
      packets.push({ time: time + 0.02, direction: INBOUND, length: 60, tcp: false });
    }
    time += random.uniform() < 0.7 ? random.between(0.00005, 0.0005) : random.between(0.005, 0.03);
  }
  return packets;
}

function plug({ random }: Flow, start: number): Planned[] {
  const trip = random.between(0.01, 0.06);
  return [
    { time: start, direction: OUTBOUND, length: 210, tcp: true },
    { time: start + trip, direction: INBOUND, length: 40, tcp: true },
    { time: start + trip + 0.002, direction: INBOUND, length: 226, tcp: true },
    { time: start + trip + 0.003, direction: OUTBOUND, length: 40, tcp: true },
  ];
}

function speaker(flow: Flow, start: number): Planned[] {
  return transfer(flow, start, OUTBOUND, INBOUND, 8 + flow.random.integer(60));
}

function upload(flow: Flow, start: number): Planned[] {
  return transfer(flow, start, INBOUND, OUTBOUND, 20 + flow.random.integer(100));
}

/** A request, and an answer of so many full packets at a high rate, every second one acknowledged. */
function transfer(
  { random, full }: Flow,
  start: number,
  asks: number,
  answers: number,
  segments: number,
): Planned[] {
  const packets = [
    { time: start, direction: asks, length: 52 + 1 + random.integer(500), tcp: true },
  ];
  let time = start + random.between(0.01, 0.05);
  const gap = random.between(0.0001, 0.0015);
  for (let i = 0; i < segments; i++, time += random.between(0.5, 1.5) * gap) {
    const length = i === segments - 1 ? 53 + random.integer(full - 53) : full;
    packets.push({ time, direction: answers, length, tcp: true });
    if (i % 2 === 1) packets.push({ time: time + 0.0004, direction: asks, length: 52, tcp: true });
  }
  return packets;
}

function names({ random }: Flow, start: number): Planned[] {
  const asked = 55 + random.integer(20);
  return [
    { time: start, direction: OUTBOUND, length: asked, tcp: false },
    {
      time: start + random.between(0.005, 0.04),
      direction: INBOUND,
      length: asked + 16 * (1 + random.integer(6)),
      tcp: false,
    },
  ];
}
