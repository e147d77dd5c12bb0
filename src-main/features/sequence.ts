import type { Job } from '../contract/job';
import type { FeatureSet, PacketSequence } from '../contract/learning';
import type { View } from '../contract/vantage';
import { eachPacket, type FeaturePart, wholeOf } from './each-packet';

const bits = ['ip', 'tcp', 'udp', 'tls', 'http', 'dns', 'other'] as const;
/** Ports with a row of their own at the most, and how often one must occur to have it. */
const MOST_PORTS = 1024;
const FEWEST_PACKETS = 10;
/** Rows that the rarer ports share: they learn what a rare port is like. */
const BUCKETS = 64;
/** The largest IP packet of Ethernet with its header. */
const LONGEST = 1514;
/** Milliseconds from which on all intervals are alike. */
const LONGEST_INTERVAL = 60_000;

/**
 * The paper's features of a packet (section 3.3) as inputs of a recurrent network: behind NAPT the port,
 * to be embedded, and seven protocol bits; direction, length and interval. The remote port stands for the
 * paper's destination port: inbound that would be the gateway's port of one connection.
 * @param view The training view: rows of the embedding are given by it alone.
 */
export function sequenceFeatureSet({ serverPort }: View): FeatureSet & { kind: 'sequence' } {
  const scalars = ['direction', 'length', 'interval'];
  if (!serverPort) return { kind: 'sequence', ports: [], buckets: 0, columns: scalars };
  const counts = new Uint32Array(65536);
  for (const port of serverPort) counts[port]!++;
  const ports = Array.from(counts.keys())
    .filter((port) => counts[port]! >= FEWEST_PACKETS)
    .sort((one, other) => counts[other]! - counts[one]! || one - other)
    .slice(0, MOST_PORTS);
  return { kind: 'sequence', ports, buckets: BUCKETS, columns: [...bits, ...scalars] };
}

/** Rows of the port embedding that a feature set needs; 0 in a tunnel. */
export function portRows({ ports, buckets }: FeatureSet & { kind: 'sequence' }): number {
  return ports.length + buckets;
}

/**
 * The packets of a part as steps, columns as in `set.columns`, each in [0, 1]. Looks back at one packet
 * before the part, for the interval, and never ahead.
 * @throws HomeMoleError `cancelled`.
 */
export async function packetSequence(
  view: View,
  set: FeatureSet & { kind: 'sequence' },
  job: Job,
  part: FeaturePart = wholeOf(view),
): Promise<PacketSequence> {
  const columns = set.columns.length;
  const rows = part.end - part.from;
  const values = new Float32Array(new SharedArrayBuffer(4 * rows * columns));
  const { time, length, direction, serverPort, protocols } = view;
  const isEmbedded = portRows(set) > 0 && serverPort !== null;
  const ports = isEmbedded ? new Int32Array(new SharedArrayBuffer(4 * rows)) : null;
  const rowOf = isEmbedded ? portTable(set) : null;
  await eachPacket(view, part, job, (i, row) => {
    let at = row * columns;
    if (ports && rowOf) {
      ports[row] = rowOf[serverPort![i]!]!;
      for (let bit = 6; bit >= 0; bit--) values[at++] = (protocols![i]! >> bit) & 1;
    }
    values[at++] = direction[i]!;
    values[at++] = Math.min(1, length[i]! / LONGEST);
    values[at] = i === 0 ? 0 : scaledInterval(time[i]! - time[i - 1]!);
  });
  return { rows, columns, values, ports };
}

function scaledInterval(seconds: number): number {
  return Math.min(1, Math.log1p(Math.max(0, seconds) * 1000) / Math.log1p(LONGEST_INTERVAL));
}

/** The row of each of the 65,536 ports. */
function portTable({ ports, buckets }: FeatureSet & { kind: 'sequence' }): Int32Array {
  const table = Int32Array.from({ length: 65536 }, (_, port) => {
    // Fibonacci hashing spreads ports that follow one another.
    return ports.length + ((Math.imul(port, 0x9e3779b1) >>> 16) % buckets);
  });
  ports.forEach((port, row) => (table[port] = row));
  return table;
}
