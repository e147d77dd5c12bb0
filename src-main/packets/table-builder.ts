import { packetColumns } from '../contract/packet-table';
import type { PacketTable } from '../contract/packet-table';
import { columnNames, newColumns, setColumn, tableOf } from './columns';
import type { Columns } from './columns';
import { InternedLists } from './interned-lists';

/** Rows of the first segment; each next one has twice as many, up to the most. */
const FIRST_SEGMENT = 1024;
const MOST_SEGMENT = 65_536;

/**
 * Grows a PacketTable row by row, in segments, so that no column is ever copied to grow. `addRow`
 * makes an empty row; the caller then fills `columns` at the index it gave.
 */
export class TableBuilder {
  /** The segment of the newest row. */
  columns: Columns = newColumns(FIRST_SEGMENT);
  private used = 0;
  private full: Columns[] = [];

  /** @param lists Shared by the tables of one run; a builder alone has its own. */
  constructor(readonly lists: InternedLists = new InternedLists()) {}

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

  /** Index of the MAC address at `at`. */
  mac(bytes: Uint8Array, view: DataView, at: number): number {
    return this.lists.mac(bytes, view, at);
  }

  /** Takes the newest row back. It is the one `addRow` gave last. */
  dropRow(): void {
    this.used -= 1;
    for (const name of columnNames) this.columns[name][this.used] = 0;
  }

  /** Adds rows [from, to) of a table of the same run. */
  addRows(table: PacketTable, from: number, to: number): void {
    for (let at = from; at < to;) {
      if (this.used === this.columns.time.length) this.nextSegment();
      const rows = Math.min(to - at, this.columns.time.length - this.used);
      for (const name of columnNames) {
        this.columns[name].set(table[name].subarray(at, at + rows), this.used);
      }
      this.used += rows;
      at += rows;
    }
  }

  /** The rows so far and no more; for a builder that is drained often. */
  get rows(): number {
    return this.full.reduce((sum, { time }) => sum + time.length, this.used);
  }

  /**
   * Gives the rows away, segment by segment, and begins afresh. The tables share the builder's
   * memory, which is used again: they are good until the next `addRow`.
   */
  *drain(): Generator<PacketTable> {
    const segments = [...this.full, this.columns];
    const { used } = this;
    for (const segment of segments) {
      const count = segment === this.columns ? used : segment.time.length;
      if (count > 0) yield tableOf(segment, count, this.lists);
    }
    // The largest one is kept; rows must begin with zeros.
    for (const name of columnNames) this.columns[name].fill(0, 0, used);
    this.full = [];
    this.used = 0;
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
    const { macs, addresses, optionLists } = this.lists;
    return { count, ...columns, macs, addresses, optionLists: optionLists.texts };
  }

  private nextSegment(): void {
    this.full.push(this.columns);
    this.columns = newColumns(Math.min(MOST_SEGMENT, this.used * 2));
    this.used = 0;
  }
}
