import type { ClearMessages } from '../contract/clear-messages';
import { packetColumns } from '../contract/packet-table';
import type { PacketColumn, PacketTable } from '../contract/packet-table';
import type { InternedLists } from './interned-lists';

/** The columns of a table that is being written. */
export type Columns = { -readonly [K in PacketColumn]: InstanceType<(typeof packetColumns)[K]> };

export const columnNames = Object.keys(packetColumns) as PacketColumn[];

/** Zeroed columns for so many rows. */
export function newColumns(rows: number): Columns {
  const columns = {} as Columns;
  for (const name of columnNames) setColumn(columns, name, new packetColumns[name](rows));
  return columns;
}

/** Puts a column in the place of another of its kind. */
export function setColumn(
  columns: Columns,
  name: PacketColumn,
  values: Columns[PacketColumn],
): void {
  (columns as Record<PacketColumn, Columns[PacketColumn]>)[name] = values;
}

/** The first `count` rows, in the same memory. */
export function cutColumns(columns: Columns, count: number): Columns {
  const cut = {} as Columns;
  for (const name of columnNames) setColumn(cut, name, columns[name].subarray(0, count));
  return cut;
}

/** The first `count` rows as a table that shares the memory of the columns. */
export function tableOf(
  columns: Columns,
  count: number,
  lists: InternedLists,
  clear: ClearMessages,
): PacketTable {
  const { macs, addresses, optionLists, names } = lists;
  const cut = cutColumns(columns, count);
  return { count, ...cut, macs, addresses, optionLists: optionLists.texts, clear, names };
}
