import { join } from 'node:path';
import type { VantageName } from '../../contract/vantage';
import { homeTraffic } from './home-traffic';
import { carriesPacket, innerRows, keepaliveLength } from './inner-order';
import { type IpPacket, keyOf, readPackets } from './ip-packet';
import { ADDRESSES } from './network';
import { datagramsOf } from './outer-datagrams';
import { recordsOf } from './outer-records';
import { type Sending, sendBoth } from './sender';
import { Testbed } from './testbed';

const TCP = 6;
const UDP = 17;

/** Which packet of the home each outer one carries, from what counts them in the clear. */
export interface CarriedPackets {
  /**
   * For each packet of `wan` in the order of the file, the place of the packet in `lan` that it carries, or
   * -1 for the tunnel's own. All fragments of a datagram carry the same. Of a stream: -1 for all.
   */
  readonly packets: Int32Array;
  /** Of a tunnel over TCP, its records by direction in the order of the stream; null in all others. */
  readonly records:
    | null
    | {
        readonly direction: number;
        /** Bytes that the record's length field tells. */
        readonly length: number;
        /** The packet of `wan` with its last byte. */
        readonly wan: number;
        /** The packet of `lan`, or -1. */
        readonly lan: number;
      }[];
}

/** Recordings of one time at the gateway (pcap files of IP packets), and what belongs together. */
export interface TwoSidedCapture {
  readonly lan: string;
  readonly wan: string;
  /** The tunnel's device: inner packets as they entered and left the tunnel. */
  readonly tun: string;
  readonly truth: CarriedPackets;
}

export interface TwoSidedRequest {
  readonly vantage: VantageName;
  /** Connections of the home that go on at the same time. */
  readonly flows: number;
  readonly packets: number;
  /** Where the recordings are written. */
  readonly folder: string;
  readonly seed?: number;
}

/**
 * Sends a home's traffic through a real tunnel and records it on both sides of the gateway, the outside
 * from before the tunnel's handshake.
 * @throws when a packet was lost or cannot be told from another.
 */
export async function makeTwoSidedCapture(request: TwoSidedRequest): Promise<TwoSidedCapture> {
  const { vantage, folder, seed = 1 } = request;
  const testbed = new Testbed(vantage);
  try {
    const { sendings, devices } = homeTraffic({ ...request, seed });
    return await recordTwoSides(testbed, folder, sendings, devices);
  } finally {
    testbed.remove();
  }
}

/** As `makeTwoSidedCapture`, for any frames, on a testbed whose tunnel is not up. */
export async function recordTwoSides(
  testbed: Testbed,
  folder: string,
  sendings: readonly Sending[],
  devices: readonly { address: string; mac: string }[],
): Promise<TwoSidedCapture> {
  const files = filesIn(folder);
  const wan = await testbed.record('wan', files.wan);
  await testbed.bringUp();
  testbed.meetDevices(devices);
  const inside = [await testbed.record('lan', files.lan), await testbed.record('tun', files.tun)];
  // As tight as they were sent: the closer packets are, the harder they are to pair.
  await sendBoth(testbed, sendings, { timer: 'gtod' });
  await Promise.all([wan, ...inside].map((recording) => recording.stop()));
  return twoSidesIn(folder, testbed.vantage);
}

/** The recordings that lie in a folder. */
export function twoSidesIn(folder: string, vantage: VantageName): TwoSidedCapture {
  const files = filesIn(folder);
  return { ...files, truth: carriedPackets(vantage, files) };
}

function filesIn(folder: string): { lan: string; wan: string; tun: string } {
  return {
    lan: join(folder, 'lan.pcap'),
    wan: join(folder, 'wan.pcap'),
    tun: join(folder, 'tun.pcap'),
  };
}

/** Tells from the three recordings which packet is in which. */
export function carriedPackets(
  vantage: VantageName,
  files: { lan: string; wan: string; tun: string },
): CarriedPackets {
  const isInside = (address: string): boolean => address.startsWith('192.168.');
  const lan = readPackets(files.lan, isInside);
  const tun = readPackets(files.tun, isInside);
  const wan = readPackets(files.wan, (address) => address === ADDRESSES.gatewayWan);
  const lanOf = lanRows(lan, tun);
  const keepalive = keepaliveLength(vantage);
  const packets = new Int32Array(wan.length).fill(-1);
  const isStream = wan.some(({ protocol }) => protocol === TCP);
  if (!isStream) {
    const units = datagramsOf(wan.filter(({ protocol }) => protocol === UDP)).filter(
      ({ payload }) => carriesPacket(vantage, payload, keepalive),
    );
    innerRows(vantage, units, tun).forEach((row, i) => {
      for (const part of units[i]?.parts ?? []) packets[part.row] = lanOf.get(row) as number;
    });
    return { packets, records: null };
  }
  const records = recordsOf(wan);
  const carriers = records.filter(({ payload }) => carriesPacket(vantage, payload, keepalive));
  const rows = innerRows(vantage, carriers, tun);
  const lanOfRecord = new Map(carriers.map((record, i) => [record, lanOf.get(rows[i] as number)]));
  return {
    packets,
    records: records.map((record) => ({
      direction: record.direction,
      length: record.payload.length,
      wan: record.row,
      lan: lanOfRecord.get(record) ?? -1,
    })),
  };
}

/** The row on the LAN of each row on the tunnel's device; parts that the gateway cut have that of the whole. */
function lanRows(lan: readonly IpPacket[], tun: readonly IpPacket[]): Map<number, number> {
  const rows = new Map<string, number>();
  for (const packet of lan) {
    const key = keyOf(packet);
    if (rows.has(key)) throw new Error(`two packets are ${key}`);
    rows.set(key, packet.row);
  }
  const carried = new Set<number>();
  const found = new Map<number, number>();
  for (const packet of tun) {
    const row = rows.get(keyOf(packet)) ?? rows.get(keyOf({ ...packet, offset: 0 }));
    if (row === undefined) throw new Error(`packet ${packet.row} was not on the LAN`);
    found.set(packet.row, row);
    carried.add(row);
  }
  if (carried.size !== lan.length) throw new Error(`${lan.length - carried.size} were lost`);
  return found;
}
