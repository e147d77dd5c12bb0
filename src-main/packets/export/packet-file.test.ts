import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import type { ParquetParsers } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PacketTable } from '../../contract/packet-table';
import { readBatches, readCaptures } from '../read-captures';
import { PacketFile } from './packet-file';
import type { RowOwners } from './packet-file';

const sample = resolve(import.meta.dirname, '../../../resources/sample-home/capture.pcapng');
let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'homemole-export-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const devices = ['lamp', 'plug', 'ünïcode, "quoted"'];

/** Owners that depend on the packet alone, so that batches of any size give the same. */
function ownersOf(table: PacketTable): RowOwners {
  const ports = Array.from(table.sourcePort);
  return {
    device: Int32Array.from(ports, (port) => (port % 4) - 1),
    direction: Uint8Array.from(ports, (port) => port & 1),
    internet: Uint8Array.from(ports, (port) => (port >> 1) & 1),
  };
}

/** A file as another library reads it. */
async function readBack(path: string) {
  const bytes = readFileSync(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  // Its own dates know no microseconds.
  const parsers = { timestampFromMicroseconds: Number } as unknown as ParquetParsers;
  return { rows: await parquetReadObjects({ file, parsers }), metadata: parquetMetadata(file) };
}

/** What the rows have to be, column by column. */
function* expectedRows(table: PacketTable): Generator<Record<string, unknown>> {
  const owners = ownersOf(table);
  const mac = (index: number) => (index < 0 ? null : table.macs[index]);
  const address = (index: number) => (index < 0 ? null : table.addresses[index]);
  for (let i = 0; i < table.count; i += 1) {
    const bits = table.protocols[i]!.toString(2);
    yield {
      time: Math.round(table.time[i]! * 1e6),
      length: table.length[i],
      ip_length: table.ipLength[i],
      source_mac: mac(table.sourceMac[i]!),
      destination_mac: mac(table.destinationMac[i]!),
      source_address: address(table.sourceAddress[i]!),
      destination_address: address(table.destinationAddress[i]!),
      source_port: table.sourcePort[i],
      destination_port: table.destinationPort[i],
      ttl: table.ttl[i],
      ip_protocol: table.ipProtocol[i],
      tcp_flags: table.tcpFlags[i],
      window: table.window[i],
      option_kinds: table.optionLists[table.optionKinds[i]!],
      payload_length: table.payloadLength[i],
      protocols: '0'.repeat(7 - bits.length) + bits,
      device: owners.device[i]! < 0 ? null : devices[owners.device[i]!],
      direction: owners.direction[i] === 1 ? 'out' : 'in',
      internet: owners.internet[i] === 1,
    };
  }
}

describe('packets as Parquet', () => {
  it('come back from another library, every column of every row', async () => {
    const path = join(folder, 'p.parquet');
    const file = await PacketFile.create(path, devices, true);
    await readBatches([sample], (batch) => file.add(batch, ownersOf(batch)));
    await file.close();
    const { rows, metadata } = await readBack(path);
    const { packets } = await readCaptures([sample]);
    expect(rows.length).toBe(packets.count);
    let at = 0;
    for (const expected of expectedRows(packets)) {
      const row = rows[at] as Record<string, unknown>;
      expect(row).toEqual(expected);
      at += 1;
    }
    expect(metadata.key_value_metadata).toEqual([{ key: 'homemole.simulated', value: 'true' }]);
  });

  it('are in row groups, in dictionaries and compressed', async () => {
    const path = join(folder, 'p.parquet');
    const file = await PacketFile.create(path, devices, false);
    const { packets } = await readCaptures([sample]);
    for (let i = 0; i < 4; i += 1) await file.add(packets, ownersOf(packets));
    await file.close();
    const { metadata, rows } = await readBack(path);
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([
      122_880,
      4 * packets.count - 122_880,
    ]);
    const columns = metadata.row_groups[1]!.columns.map((column) => column.meta_data!);
    const texts = columns.filter(({ type }) => type === 'BYTE_ARRAY');
    expect(texts.length).toBe(8);
    for (const { encodings } of texts) expect(encodings).toContain('RLE_DICTIONARY');
    expect(new Set(columns.map(({ codec }) => codec))).toEqual(new Set(['SNAPPY']));
    // The rows around the border between the groups.
    const borders = [122_879, 122_880].map((row) => (rows[row] as { length: number }).length);
    expect(borders).toEqual([122_879, 122_880].map((row) => packets.length[row % packets.count]));
  });

  it('leave nothing behind when they are given up', async () => {
    const { packets } = await readCaptures([sample]);
    const file = await PacketFile.create(join(folder, 'p.parquet'), devices, false);
    for (let i = 0; i < 4; i += 1) await file.add(packets, ownersOf(packets));
    await file.abort();
    await file.abort();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are refused where the folder is missing', async () => {
    const path = join(folder, 'no', 'p.parquet');
    await expect(PacketFile.create(path, devices, false)).rejects.toThrow(/output-unwritable/);
  });
});
