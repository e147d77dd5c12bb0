import { packetColumns } from '../contract/packet-table';
import type { PacketColumn, PacketTable } from '../contract/packet-table';
import { ipv4Text, ipv6Text, macText } from './address-text';
import { OptionLists } from './option-lists';
import { WordInterner } from './word-interner';

/** Rows of the first segment; each next one has twice as many, up to the most. */
const FIRST_SEGMENT = 1024;
const MOST_SEGMENT = 65_536;

type Columns = { -readonly [K in PacketColumn]: InstanceType<(typeof packetColumns)[K]> };

const columnNames = Object.keys(packetColumns) as PacketColumn[];

/**
 * Grows a PacketTable row by row, in segments, so that no column is ever copied to grow. `addRow`
 * makes an empty row; the caller then fills `columns` at the index it gave.
 */
export class TableBuilder {
  /** The segment of the newest row. */
  columns: Columns = newColumns(FIRST_SEGMENT);
  readonly optionLists = new OptionLists();
  private used = 0;
  private full: Columns[] = [];
  private readonly macs: string[] = [];
  private readonly addresses: string[] = [];
  private readonly macIndex = new WordInterner();
  private readonly ipv4Index = new WordInterner();
  private readonly ipv6Index = new WordInterner();

  /**
   * Adds a row without addresses and gives its index in `columns`, good until the next row. `time`
   * in seconds, `length` in bytes.
   */
  addRow(time: number, length: number): number {
    if (this.used === this.columns.time.length) this.nextSegment();
    const row = this.used;
    const { columns } = this;
    columns.time[row] = time;
    columns.length[row] = length;
    columns.sourceMac[row] = -1;
    columns.destinationMac[row] = -1;
    columns.sourceAddress[row] = -1;
    columns.destinationAddress[row] = -1;
    this.used = row + 1;
    return row;
  }

  /** Takes the newest row back. It is the one `addRow` gave last. */
  dropRow(): void {
    this.clearRow(this.used - 1);
    this.used -= 1;
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

  /** The table. The builder is empty afterwards, so that no row is held twice for longer. */
  build(): PacketTable {
    const segments = [...this.full, this.columns];
    const rows = segments.map(({ time }) => time.length);
    rows[rows.length - 1] = this.used;
    const count = rows.reduce((sum, value) => sum + value, 0);
    this.columns = newColumns(FIRST_SEGMENT);
    this.full = [];
    this.used = 0;
    const columns = {} as Columns;
    for (const name of columnNames) {
      const whole = new packetColumns[name](count);
      let at = 0;
      segments.forEach((segment, i) => {
        whole.set(segment[name].subarray(0, rows[i]), at);
        at += rows[i]!;
        setColumn(segment, name, new packetColumns[name](0));
      });
      setColumn(columns, name, whole);
    }
    return {
      count,
      ...columns,
      macs: this.macs,
      addresses: this.addresses,
      optionLists: this.optionLists.texts,
    };
  }

  /** `addRow` and the decoder rely on zeros. */
  private clearRow(row: number): void {
    for (const name of columnNames) this.columns[name][row] = 0;
  }

  private nextSegment(): void {
    this.full.push(this.columns);
    this.columns = newColumns(Math.min(MOST_SEGMENT, this.used * 2));
    this.used = 0;
  }
}

function newColumns(rows: number): Columns {
  const columns = {} as Columns;
  for (const name of columnNames) setColumn(columns, name, new packetColumns[name](rows));
  return columns;
}

function setColumn(columns: Columns, name: PacketColumn, values: Columns[PacketColumn]): void {
  (columns as Record<PacketColumn, Columns[PacketColumn]>)[name] = values;
}
