import { packetColumns } from '../contract/packet-table';
import type { PacketColumn, PacketTable } from '../contract/packet-table';
import { selectClear } from './clear-list';
import { TableBuilder } from './table-builder';

const columnNames = Object.keys(packetColumns) as PacketColumn[];

/** A table of 0 packets. */
export function emptyTable(): PacketTable {
  return new TableBuilder().build();
}

/**
 * The given rows of a table, in the given order; a row may be left out or taken twice. The lists of
 * addresses and options are shared with `table`, so indexes into them stay valid.
 */
export function selectRows(table: PacketTable, rows: ArrayLike<number>): PacketTable {
  const selected = { ...table, count: rows.length, clear: selectClear(table.clear, rows) };
  for (const name of columnNames) {
    Object.assign(selected, { [name]: selectColumn(table, name, rows) });
  }
  return selected;
}

/** One column of `selectRows`. */
export function selectColumn<K extends PacketColumn>(
  table: PacketTable,
  name: K,
  rows: ArrayLike<number>,
): PacketTable[K] {
  const from: ArrayLike<number> = table[name];
  const to = new packetColumns[name](rows.length);
  for (let i = 0; i < rows.length; i += 1) to[i] = from[rows[i]!]!;
  return to as PacketTable[K];
}
