import type { ParquetWriter } from 'hyparquet-writer';

type SchemaElement = ParquetWriter['schema'][number];

/** Whole numbers of so many bits, without sign. */
function whole(name: string, bits: 8 | 16 | 32): SchemaElement {
  const converted = { 8: 'UINT_8', 16: 'UINT_16', 32: 'UINT_32' } as const;
  return { name, type: 'INT32', converted_type: converted[bits], repetition_type: 'REQUIRED' };
}

/** A text out of few; null where a packet has none. */
function text(name: string): SchemaElement {
  return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' };
}

const columns: readonly SchemaElement[] = [
  {
    name: 'time',
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
    repetition_type: 'REQUIRED',
  },
  whole('length', 32),
  whole('ip_length', 32),
  text('source_mac'),
  text('destination_mac'),
  text('source_address'),
  text('destination_address'),
  whole('source_port', 16),
  whole('destination_port', 16),
  whole('ttl', 8),
  whole('ip_protocol', 8),
  whole('tcp_flags', 16),
  whole('window', 16),
  text('option_kinds'),
  whole('payload_length', 32),
  text('protocols'),
  text('device'),
  text('direction'),
  { name: 'internet', type: 'BOOLEAN', repetition_type: 'REQUIRED' },
];

/**
 * The columns of a packet export: those of PacketTable with texts in the place of indexes, and whose a packet
 * is. `time` in microseconds since the epoch (UTC), lengths in bytes, `protocols` the seven bits as text,
 * `direction` `in` or `out`.
 */
export const packetSchema: SchemaElement[] = [
  { name: 'packets', num_children: columns.length },
  ...columns,
];
