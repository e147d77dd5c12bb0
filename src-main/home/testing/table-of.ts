import { type ClearMessages, clearKinds } from '../../contract/clear-messages';
import { type PacketColumn, packetColumns, type PacketTable } from '../../contract/packet-table';

/** A packet as a test writes it down; ends are `mac/address:port`, each part may be left out. */
export interface SketchedPacket {
  readonly time?: number;
  readonly from: string;
  readonly to: string;
  /** IP total length; the frame is 14 longer. */
  readonly length?: number;
  readonly tcpPayload?: number;
  readonly protocols?: number;
  readonly ttl?: number;
  /** What it says in the clear. */
  readonly says?: SketchedMessage;
}

/** A message in the clear; what is left out is 0, a name that is left out was not captured. */
export interface SketchedMessage {
  readonly kind: (typeof clearKinds)[number];
  readonly name?: string;
  readonly type?: number;
  readonly id?: number;
  readonly ttl?: number;
}

const MAC = /^([0-9a-f]{2}:){5}[0-9a-f]{2}/;

/** A PacketTable of a few packets written down by hand. */
export function tableOf(sketches: readonly SketchedPacket[]): PacketTable {
  const macs: string[] = [];
  const addresses: string[] = [];
  const columns = Object.fromEntries(
    Object.entries(packetColumns).map(([name, Column]) => [name, new Column(sketches.length)]),
  ) as unknown as Record<PacketColumn, { [row: number]: number }>;
  sketches.forEach((sketch, row) => {
    const length = sketch.length ?? 100;
    const from = endOf(sketch.from);
    const to = endOf(sketch.to);
    const set = (name: PacketColumn, value: number): void => {
      columns[name][row] = value;
    };
    set('time', sketch.time ?? row);
    set('length', length + 14);
    set('ipLength', from.address === null ? 0 : length);
    set('sourceMac', indexIn(macs, from.mac));
    set('destinationMac', indexIn(macs, to.mac));
    set('sourceAddress', indexIn(addresses, from.address));
    set('destinationAddress', indexIn(addresses, to.address));
    set('sourcePort', from.port);
    set('destinationPort', to.port);
    set('ipProtocol', sketch.tcpPayload === undefined ? 17 : 6);
    set('payloadLength', sketch.tcpPayload ?? length - 28);
    set('protocols', sketch.protocols ?? 0b1010000);
    set('ttl', sketch.ttl ?? 0);
  });
  return {
    count: sketches.length,
    ...columns,
    macs,
    addresses,
    optionLists: [''],
    ...messagesOf(sketches),
  } as unknown as PacketTable;
}

function messagesOf(sketches: readonly SketchedPacket[]): {
  clear: ClearMessages;
  names: string[];
} {
  const names: string[] = [];
  const rows = [...sketches.keys()].filter((row) => sketches[row]?.says);
  const said = rows.map((row) => sketches[row]?.says as SketchedMessage);
  return {
    names,
    clear: {
      count: rows.length,
      row: Uint32Array.from(rows),
      kind: Uint8Array.from(said, ({ kind }) => clearKinds.indexOf(kind)),
      name: Int32Array.from(said, ({ name }) => indexIn(names, name ?? null)),
      type: Uint16Array.from(said, ({ type }) => type ?? 0),
      id: Uint16Array.from(said, ({ id }) => id ?? 0),
      ttl: Uint32Array.from(said, ({ ttl }) => ttl ?? 0),
    },
  };
}

function endOf(text: string): { mac: string | null; address: string | null; port: number } {
  const mac = MAC.exec(text)?.[0] ?? null;
  const rest = mac === null ? text : text.slice(mac.length + 1);
  if (rest === '') return { mac, address: null, port: 0 };
  const [address, port] = rest.includes('[')
    ? [rest.slice(1, rest.indexOf(']')), rest.split(']:')[1]]
    : rest.split(':');
  return { mac, address: address ?? null, port: Number(port ?? 0) };
}

function indexIn(list: string[], text: string | null): number {
  if (text === null) return -1;
  const known = list.indexOf(text);
  return known >= 0 ? known : list.push(text) - 1;
}
