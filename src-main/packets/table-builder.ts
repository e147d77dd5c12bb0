import { packetColumns } from '../contract/packet-table';
import type { PacketColumn, PacketTable } from '../contract/packet-table';
import { ipv4Text, ipv6Text, macText } from './address-text';
import { OptionLists } from './option-lists';
import { WordInterner } from './word-interner';

const FIRST_CAPACITY = 4096;
const GROWTH = 1.6;

type Columns = { -readonly [K in PacketColumn]: InstanceType<(typeof packetColumns)[K]> };

const columnNames = Object.keys(packetColumns) as PacketColumn[];

/**
 * Grows a PacketTable row by row. `addRow` makes an empty row; the caller then fills `columns` at
 * that index. The columns are replaced when they grow, so never keep them across `addRow`.
 */
export class TableBuilder {
  count = 0;
  columns: Columns = newColumns(FIRST_CAPACITY);
  readonly optionLists = new OptionLists();
  private capacity = FIRST_CAPACITY;
  private readonly macs: string[] = [];
  private readonly addresses: string[] = [];
  private readonly macIndex = new WordInterner();
  private readonly ipv4Index = new WordInterner();
  private readonly ipv6Index = new WordInterner();

  /** Adds a row without addresses and gives its index. `time` in seconds, `length` in bytes. */
  addRow(time: number, length: number): number {
    const row = this.count;
    if (row === this.capacity) this.grow();
    const { columns } = this;
    columns.time[row] = time;
    columns.length[row] = length;
    columns.sourceMac[row] = -1;
    columns.destinationMac[row] = -1;
    columns.sourceAddress[row] = -1;
    columns.destinationAddress[row] = -1;
    this.count = row + 1;
    return row;
  }

  /** Index of the MAC address at `at`. */
  mac(bytes: Uint8Array, view: DataView, at: number): number {
    const high = view.getInt32(at);
    const low = view.getUint16(at + 4);
    const known = this.macIndex.lookup(high, low, 0, 0);
    if (known >= 0) return known;
    const index = this.macs.push(macText(bytes, at)) - 1;
    this.macIndex.add(high, low, 0, 0, index);
    return index;
  }

  /** Index of the IPv4 address at `at`. */
  ipv4(bytes: Uint8Array, view: DataView, at: number): number {
    const word = view.getInt32(at);
    const known = this.ipv4Index.lookup(word, 0, 0, 0);
    if (known >= 0) return known;
    const index = this.addresses.push(ipv4Text(bytes, at)) - 1;
    this.ipv4Index.add(word, 0, 0, 0, index);
    return index;
  }

  /** Index of the IPv6 address at `at`. */
  ipv6(bytes: Uint8Array, view: DataView, at: number): number {
    const a = view.getInt32(at);
    const b = view.getInt32(at + 4);
    const c = view.getInt32(at + 8);
    const d = view.getInt32(at + 12);
    const known = this.ipv6Index.lookup(a, b, c, d);
    if (known >= 0) return known;
    const index = this.addresses.push(ipv6Text(bytes, at)) - 1;
    this.ipv6Index.add(a, b, c, d, index);
    return index;
  }

  /** The table so far, trimmed. The builder is empty afterwards, so that no row is held twice. */
  build(): PacketTable {
    const { columns, count } = this;
    this.columns = newColumns(0);
    this.count = this.capacity = 0;
    for (const name of columnNames) {
      if (columns[name].length > count) setColumn(columns, name, columns[name].slice(0, count));
    }
    return {
      count,
      ...columns,
      macs: this.macs,
      addresses: this.addresses,
      optionLists: this.optionLists.texts,
    };
  }

  /** Column by column, so that never more than one is there twice. */
  private grow(): void {
    this.capacity = Math.max(FIRST_CAPACITY, Math.ceil(this.capacity * GROWTH));
    for (const name of columnNames) {
      const grown = new packetColumns[name](this.capacity);
      grown.set(this.columns[name]);
      setColumn(this.columns, name, grown);
    }
  }
}

function newColumns(capacity: number): Columns {
  const columns = {} as Columns;
  for (const name of columnNames) setColumn(columns, name, new packetColumns[name](capacity));
  return columns;
}

function setColumn(columns: Columns, name: PacketColumn, values: Columns[PacketColumn]): void {
  (columns as Record<PacketColumn, Columns[PacketColumn]>)[name] = values;
}
