import { clearColumns, noClearMessages } from '../contract/clear-messages';
import type { ClearColumn, ClearMessages } from '../contract/clear-messages';

type Columns = { -readonly [K in ClearColumn]: InstanceType<(typeof clearColumns)[K]> };

const columnNames = Object.keys(clearColumns) as ClearColumn[];
const FIRST = 256;

/** Collects messages in the clear by the rows of a table that grows. */
export class ClearList {
  count = 0;
  private columns = newColumns(0);

  /** The message of a row, which is the newest; a row has one at the most, the first. */
  add(row: number, kind: number, name: number, type: number, id: number, ttl: number): void {
    const { count } = this;
    if (count > 0 && this.columns.row[count - 1] === row) return;
    const into = this.roomFor(count + 1);
    into.row[count] = row;
    into.kind[count] = kind;
    into.name[count] = name;
    into.type[count] = type;
    into.id[count] = id;
    into.ttl[count] = ttl;
    this.count = count + 1;
  }

  /** Takes back what rows from `row` on said. */
  drop(row: number): void {
    while (this.count > 0 && (this.columns.row[this.count - 1] as number) >= row) this.count--;
  }

  /** Adds those of the rows [from, to) of another table, which become rows from `row` on. */
  addFrom(messages: ClearMessages, from: number, to: number, row: number): void {
    const first = firstFrom(messages, from);
    for (let at = first; at < messages.count && (messages.row[at] as number) < to; at++) {
      this.add(
        (messages.row[at] as number) - from + row,
        messages.kind[at] as number,
        messages.name[at] as number,
        messages.type[at] as number,
        messages.id[at] as number,
        messages.ttl[at] as number,
      );
    }
  }

  /** Those of the rows [from, to), in memory of their own, counted from the row `from`. */
  take(from: number, to: number): ClearMessages {
    if (this.count === 0) return noClearMessages;
    const all = { count: this.count, ...this.columns };
    const taken = pick(all, firstFrom(all, from), firstFrom(all, to));
    for (let at = 0; at < taken.count; at++) taken.row[at]! -= from;
    return taken;
  }

  clear(): void {
    this.count = 0;
  }

  private roomFor(count: number): Columns {
    if (count <= this.columns.row.length) return this.columns;
    const larger = newColumns(Math.max(FIRST, 2 * this.columns.row.length));
    for (const name of columnNames) larger[name].set(this.columns[name]);
    this.columns = larger;
    return larger;
  }
}

/**
 * The messages of a selection of rows: `rows` are numbers in the old table by those in the new one, in any
 * order, some left out or twice.
 */
export function selectClear(messages: ClearMessages, rows: ArrayLike<number>): ClearMessages {
  if (messages.count === 0) return noClearMessages;
  const ofRow = new Map<number, number>();
  for (let at = 0; at < messages.count; at++) ofRow.set(messages.row[at] as number, at);
  const chosen: number[] = [];
  const places: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    const at = ofRow.get(rows[row] as number);
    if (at === undefined) continue;
    chosen.push(at);
    places.push(row);
  }
  const selected = newColumns(chosen.length);
  for (const name of columnNames) {
    for (let i = 0; i < chosen.length; i++) {
      selected[name][i] = messages[name][chosen[i] as number] as number;
    }
  }
  selected.row.set(places);
  return { count: chosen.length, ...selected };
}

/** The place of the first message of a row from `row` on. */
export function firstFrom({ count, row: rows }: ClearMessages, row: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as number) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pick(messages: ClearMessages, from: number, to: number): ClearMessages {
  const picked = newColumns(0);
  for (const name of columnNames) setColumn(picked, name, messages[name].slice(from, to));
  return { count: to - from, ...picked };
}

function newColumns(count: number): Columns {
  const columns = {} as Columns;
  for (const name of columnNames) setColumn(columns, name, new clearColumns[name](count));
  return columns;
}

function setColumn(columns: Columns, name: ClearColumn, values: Columns[ClearColumn]): void {
  (columns as Record<ClearColumn, Columns[ClearColumn]>)[name] = values;
}
