import type { Job } from '../contract/job';
import type { FeatureMatrix, FeatureSet } from '../contract/learning';
import type { View } from '../contract/vantage';
import { eachPacket, type FeaturePart } from './each-packet';
import { logTime } from './log-time';
import { portComponentsOf } from './port-components';

const COMMONEST_PORTS = 50;
const bits = ['ip', 'tcp', 'udp', 'tls', 'http', 'dns', 'other'] as const;

/**
 * The paper's single-packet features (section 3.3) for its forest baseline: length, direction and
 * interval; behind NAPT the seven protocol bits and the commonest server ports, one column each (the
 * paper reduces one-hot ports to 50 components). The remote port stands for the paper's destination
 * port: inbound that would be the gateway's port of one connection, which no other day repeats.
 * @param view The training view: ports are chosen on it alone.
 */
export function packetFeatureSet(view: View): FeatureSet {
  const columns = ['length', 'direction', 'logInterval'];
  const ports = view.serverPort ? commonestPorts(view.serverPort) : [];
  if (view.protocols) columns.push(...bits);
  for (const port of ports) columns.push(`serverPort ${port}`);
  return { kind: 'packet', ports, columns };
}

/**
 * The same with the paper's own treatment of ports: one-hot, reduced to 50 components.
 * @param view The training view.
 * @param isLearned Of which packets the components are made.
 */
export function paperFeatureSet(view: View, isLearned: (packet: number) => boolean): FeatureSet {
  const columns = ['length', 'direction', 'logInterval'];
  if (!view.serverPort) return { kind: 'packet', ports: [], columns };
  const portComponents = portComponentsOf(view.serverPort.filter((_, i) => isLearned(i)));
  const named = portComponents.other.map((_, i) => `portComponent ${i + 1}`);
  return { kind: 'packet', ports: [], columns: [...columns, ...bits, ...named], portComponents };
}

function commonestPorts(serverPort: Uint16Array): number[] {
  const counts = new Uint32Array(65536);
  for (const port of serverPort) counts[port]!++;
  return Array.from(counts.keys())
    .filter((port) => (counts[port] as number) > 0)
    .sort((one, other) => (counts[other] as number) - (counts[one] as number) || one - other)
    .slice(0, COMMONEST_PORTS);
}

/**
 * Rows as in the part of `view`, columns as in `set.columns`.
 * @throws HomeMoleError `cancelled`.
 */
export async function packetFeatures(
  view: View,
  set: FeatureSet & { kind: 'packet' },
  job: Job,
  part: FeaturePart,
): Promise<FeatureMatrix> {
  const columns = set.columns.length;
  const values = new Float32Array((part.end - part.from) * columns);
  const portColumn = new Int32Array(65536).fill(-1);
  const firstPort = columns - set.ports.length;
  set.ports.forEach((port, index) => (portColumn[port] = firstPort + index));
  const components = componentsByPort(set);
  await eachPacket(view, part, job, (i, row) => {
    const start = row * columns;
    values[start] = view.length[i] as number;
    values[start + 1] = view.direction[i] as number;
    values[start + 2] =
      i === 0 ? 0 : logTime((view.time[i] as number) - (view.time[i - 1] as number));
    if (!view.protocols || !view.serverPort) return;
    const protocols = view.protocols[i] as number;
    for (let bit = 0; bit < 7; bit++) values[start + 3 + bit] = (protocols >> (6 - bit)) & 1;
    const column = portColumn[view.serverPort[i] as number] as number;
    if (column >= 0) values[start + column] = 1;
    components?.write(view.serverPort[i] as number, values, start + columns);
  });
  return { rows: part.end - part.from, columns, names: set.columns, values };
}

/** Writes the components that stand for a port, so that they end at `end`; null where a set has none. */
function componentsByPort({ portComponents }: FeatureSet & { kind: 'packet' }) {
  if (!portComponents) return null;
  const { ports, scores, other } = portComponents;
  const ofPort = new Map(ports.map((port, i) => [port, scores[i] as number[]]));
  return {
    write(port: number, values: Float32Array, end: number): void {
      values.set(ofPort.get(port) ?? other, end - other.length);
    },
  };
}
