import type { PacketTable } from '../../contract/packet-table';
import type { TunnelSighting } from '../../contract/tunnel-sighting';
import { ACKNOWLEDGEMENT, DATA, INBOUND, OTHER, OUTBOUND } from '../../contract/vantage';
import type { OrderedHeaders } from './headers';
import type { LengthLaw } from './length-laws';
import type { FileRecords } from './line-tap';
import { openvpnKind, type OuterUnits } from './outer-units';

const TCP = 6;
const SYN_FIN_RST = 0x07;

/** Records of a tunnel over TCP as units, and its segments with the record that each ends, or carries. */
export interface StreamUnits extends OuterUnits {
  /** What each of `rows` is for; DATA where a unit is given or no record could be read. */
  readonly segmentKind: Uint8Array;
}

export function streamUnits(
  table: PacketTable,
  ordered: OrderedHeaders,
  { client, server }: TunnelSighting,
  law: LengthLaw | null,
  files: readonly FileRecords[],
): StreamUnits {
  const all = files.flatMap(({ file, list, lowIsClient }) =>
    Array.from({ length: list.count }, (_, i) => ({
      time: list.time[i]!,
      row: ordered.rows[file]![list.frame[i]!]!,
      direction: (list.direction[i] === 0) === lowIsClient ? OUTBOUND : INBOUND,
      payload: list.length[i]!,
      kind: openvpnKind(list.opcode[i]!, list.length[i]!, law),
    })),
  );
  all.sort((a, b) => a.time - b.time);
  const count = all.length;
  const endsIn = new Int32Array(table.count).fill(-1);
  for (let i = count - 1; i >= 0; i -= 1) {
    const { row, kind } = all[i]!;
    const before = endsIn[row]!;
    // Of several the first; data rather than what the tunnel itself says.
    if (before < 0 || kind === DATA || all[before]!.kind !== DATA) endsIn[row] = i;
  }
  const rows: number[] = [];
  const clientAddress = table.addresses.indexOf(client.address);
  const serverAddress = table.addresses.indexOf(server.address);
  for (let row = 0; row < table.count; row += 1) {
    if (table.ipProtocol[row] !== TCP) continue;
    const isOut =
      table.sourceAddress[row] === clientAddress &&
      table.destinationAddress[row] === serverAddress &&
      table.sourcePort[row] === client.port &&
      table.destinationPort[row] === server.port;
    const isIn =
      table.sourceAddress[row] === serverAddress &&
      table.destinationAddress[row] === clientAddress &&
      table.sourcePort[row] === server.port &&
      table.destinationPort[row] === client.port;
    if (isOut || isIn) rows.push(row);
  }
  const { unit, segmentKind } = segments(table, ordered, rows, clientAddress, endsIn, all);
  return {
    count,
    time: Float64Array.from(all, ({ time }) => time),
    direction: Uint8Array.from(all, ({ direction }) => direction),
    payload: Uint32Array.from(all, ({ payload }) => payload),
    kind: Uint8Array.from(all, ({ kind }) => kind),
    copyOf: new Int32Array(count).fill(-1),
    rows: Int32Array.from(rows),
    unit,
    segmentKind,
  };
}

function segments(
  table: PacketTable,
  { headers }: OrderedHeaders,
  rows: readonly number[],
  client: number,
  endsIn: Int32Array,
  records: readonly { kind: number }[],
): { unit: Int32Array; segmentKind: Uint8Array } {
  const unit = new Int32Array(rows.length).fill(-1);
  const segmentKind = new Uint8Array(rows.length);
  /** Record that the newest data of each direction belongs to, from the end: what ends next. */
  const next = [-1, -1];
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    const row = rows[i]!;
    if (table.payloadLength[row] === 0) continue;
    const way = table.sourceAddress[row] === client ? OUTBOUND : INBOUND;
    if (endsIn[row]! >= 0) next[way] = endsIn[row]!;
    unit[i] = next[way]!;
  }
  const sent: (number | undefined)[] = [];
  rows.forEach((row, i) => {
    const length = table.payloadLength[row]!;
    const way = table.sourceAddress[row] === client ? OUTBOUND : INBOUND;
    if (length === 0) {
      segmentKind[i] = (table.tcpFlags[row]! & SYN_FIN_RST) !== 0 ? OTHER : ACKNOWLEDGEMENT;
      return;
    }
    const end = (headers.sequence[row]! + length) >>> 0;
    const before = sent[way];
    if (before !== undefined && ((end - before) | 0) <= 0 && endsIn[row]! < 0) {
      // Sent again: nothing new.
      segmentKind[i] = OTHER;
      unit[i] = -1;
      return;
    }
    if (before === undefined || ((end - before) | 0) > 0) sent[way] = end;
    segmentKind[i] = unit[i]! < 0 ? DATA : records[unit[i]!]!.kind;
  });
  return { unit, segmentKind };
}
