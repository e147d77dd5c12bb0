import { packetColumns } from '../contract/packet-table';
import type { PacketColumn, PacketTable } from '../contract/packet-table';
import { ClearList } from './clear-list';
import { columnNames, cutColumns, newColumns, setColumn, tableOf } from './columns';
import type { Columns } from './columns';
import { InternedLists } from './interned-lists';

/** Rows of the first segment; each next one has twice as many, up to the most. */
const FIRST_SEGMENT = 1024;
const MOST_SEGMENT = 65_536;
/** Rows that a segment made for all of a capture has at the most: 3.3 GB of columns. */
const MOST_EXPECTED = 2 ** 26;
/** How many more rows than expected it has; what is never touched takes no memory. */
const SLACK = 1.125;

/** The share of its input that a builder has the rows of, from 0 to 1; 0 where nobody knows. */
export type ShareRead = () => number;

/**
 * Grows a PacketTable row by row, in segments, so that no column is copied to grow. `addRow` makes
 * an empty row; the caller then fills `columns` at the index it gave.
 */
export class TableBuilder {
  /** The segment of the newest row. */
  columns: Columns = newColumns(FIRST_SEGMENT);
  private used = 0;
  private full: Columns[] = [];
  /** Rows of the segments in `full`. */
  private before = 0;
  private readonly clear = new ClearList();

  /**
   * @param lists Shared by the tables of one run; a builder alone has its own.
   * @param share Given where all rows will be of one table: a segment then holds all that are
   *   expected, and `build` need not put segments together.
   */
  constructor(
    readonly lists: InternedLists = new InternedLists(),
    private readonly share: ShareRead = () => 0,
  ) {}

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

  /** Notes what the newest row says in the clear; see ClearMessages. */
  say(kind: number, name: string, type = 0, id = 0, ttl = 0): void {
    const { clear, lists } = this;
    clear.add(this.before + this.used - 1, kind, lists.name(name), type, id, ttl);
  }

  /** Takes the newest row back. It is the one `addRow` gave last. */
  dropRow(): void {
    this.used -= 1;
    this.clear.drop(this.before + this.used);
    for (const name of columnNames) this.columns[name][this.used] = 0;
  }

  /** Adds rows [from, to) of a table of the same run. */
  addRows(table: PacketTable, from: number, to: number): void {
    if (table.clear.count > 0) this.clear.addFrom(table.clear, from, to, this.rows);
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
    return this.before + this.used;
  }

  /**
   * Gives the rows away, segment by segment, and begins afresh. The tables share the builder's
   * memory, which is used again: they are good until the next `addRow`.
   */
  *drain(): Generator<PacketTable> {
    const segments = [...this.full, this.columns];
    const { used, clear, lists } = this;
    let row = 0;
    for (const segment of segments) {
      const count = segment === this.columns ? used : segment.time.length;
      if (count > 0) yield tableOf(segment, count, lists, clear.take(row, row + count));
      row += count;
    }
    // The largest one is kept; rows must begin with zeros.
    for (const name of columnNames) this.columns[name].fill(0, 0, used);
    this.empty();
  }

  /** The table. The builder is empty afterwards, so that no row is held twice for longer. */
  build(): PacketTable {
    const { columns, used, lists } = this;
    const segments = [...this.full, cutColumns(columns, used)];
    const count = this.rows;
    const clear = this.clear.take(0, count);
    this.columns = newColumns(FIRST_SEGMENT);
    this.empty();
    // What a capture is expected to have is nearly what it has; its columns stay where they are.
    if (segments.length === 1 && used > MOST_SEGMENT) return tableOf(columns, used, lists, clear);
    const whole = newColumns(0);
    for (const name of columnNames) {
      setColumn(whole, name, new packetColumns[name](count));
      moveColumn(segments, whole, name);
    }
    return tableOf(whole, count, lists, clear);
  }

  private nextSegment(): void {
    const { rows } = this;
    const expected = Math.min(MOST_EXPECTED, Math.ceil((rows / this.share()) * SLACK));
    this.full.push(this.columns);
    this.before = rows;
    if (rows >= MOST_SEGMENT && expected > rows) return this.makeRoom(expected, rows);
    this.columns = newColumns(Math.min(MOST_SEGMENT, this.columns.time.length * 2));
    this.used = 0;
  }

  /** Goes on in one segment with room for `expected` rows, which begins with the rows so far. */
  private makeRoom(expected: number, rows: number): void {
    const columns = newColumns(0);
    for (const name of columnNames) {
      setColumn(columns, name, new packetColumns[name](expected));
      moveColumn(this.full, columns, name);
    }
    this.columns = columns;
    this.full = [];
    this.before = 0;
    this.used = rows;
  }

  private empty(): void {
    this.full = [];
    this.before = this.used = 0;
    this.clear.clear();
  }
}

/** Puts a column of all segments into that of `to`, letting each go as soon as it is there. */
function moveColumn(segments: readonly Columns[], to: Columns, name: PacketColumn): void {
  let at = 0;
  for (const segment of segments) {
    to[name].set(segment[name], at);
    at += segment[name].length;
    setColumn(segment, name, new packetColumns[name](0));
  }
}
