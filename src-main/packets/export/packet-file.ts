import { ParquetWriter } from 'hyparquet-writer';
import { packetColumns } from '../../contract/packet-table';
import type { PacketColumn, PacketTable } from '../../contract/packet-table';
import { protocolText } from '../../contract/protocol-bits';
import { newColumns } from '../columns';
import { FileWriter } from './file-writer';
import { packetSchema } from './packet-schema';

/** Rows of a row group: some MB before compression. DuckDB's own are of 122,880 rows. */
const GROUP_ROWS = 122_880;

/** Whose each row of a table is, as `Home` says it. */
export interface RowOwners {
  /** Index into `devices`, or -1. */
  readonly device: Int32Array;
  /** 1 is out. */
  readonly direction: Uint8Array;
  readonly internet: Uint8Array;
}

const names = Object.keys(packetColumns) as PacketColumn[];
const protocolTexts = Array.from({ length: 128 }, (_, bits) => protocolText(bits));
const directions = ['in', 'out'];

/**
 * Writes packets as a Parquet file, a row group at a time: dictionary-encoded texts, Snappy. Memory holds one
 * row group, whatever the number of packets. The file appears whole, at `close`, or not at all.
 *
 * @throws HomeMoleError `output-unwritable`, from every method
 */
export class PacketFile {
  private columns = newColumns(GROUP_ROWS);
  private device = new Int32Array(GROUP_ROWS);
  private direction = new Uint8Array(GROUP_ROWS);
  private internet = new Uint8Array(GROUP_ROWS);
  private rows = 0;
  private lists: Pick<PacketTable, 'macs' | 'addresses' | 'optionLists'> = {
    ...{ macs: [], addresses: [], optionLists: [] },
  };

  private constructor(
    private readonly file: FileWriter,
    private readonly parquet: ParquetWriter,
    private readonly devices: readonly string[],
  ) {}

  /** @param devices Names that the indexes of `RowOwners.device` stand for. */
  static async create(path: string, devices: readonly string[], simulated: boolean) {
    const file = await FileWriter.create(path);
    const parquet = new ParquetWriter({
      writer: file,
      schema: packetSchema,
      createdBy: 'HomeMole',
      kvMetadata: [{ key: 'homemole.simulated', value: String(simulated) }],
    });
    return new PacketFile(file, parquet, devices);
  }

  /** Adds the rows of a batch; tables of one run, whose lists are shared and grow. */
  async add(table: PacketTable, owners: RowOwners): Promise<void> {
    this.lists = table;
    for (let at = 0; at < table.count;) {
      const rows = Math.min(table.count - at, GROUP_ROWS - this.rows);
      for (const name of names) {
        this.columns[name].set(table[name].subarray(at, at + rows), this.rows);
      }
      this.device.set(owners.device.subarray(at, at + rows), this.rows);
      this.direction.set(owners.direction.subarray(at, at + rows), this.rows);
      this.internet.set(owners.internet.subarray(at, at + rows), this.rows);
      this.rows += rows;
      at += rows;
      if (this.rows === GROUP_ROWS) await this.writeGroup();
    }
  }

  async close(): Promise<void> {
    try {
      if (this.rows > 0) await this.writeGroup();
      await this.parquet.finish();
      await this.file.save();
    } catch (error) {
      await this.abort();
      throw error;
    }
  }

  /** Deletes what was written; harmless after `close`. */
  abort(): Promise<void> {
    return this.file.abort();
  }

  private async writeGroup(): Promise<void> {
    const { columns: c, rows, lists } = this;
    const data = [
      microseconds(c.time, rows),
      wholes(c.length, rows),
      wholes(c.ipLength, rows),
      texts(c.sourceMac, rows, lists.macs),
      texts(c.destinationMac, rows, lists.macs),
      texts(c.sourceAddress, rows, lists.addresses),
      texts(c.destinationAddress, rows, lists.addresses),
      c.sourcePort.subarray(0, rows),
      c.destinationPort.subarray(0, rows),
      c.ttl.subarray(0, rows),
      c.ipProtocol.subarray(0, rows),
      c.tcpFlags.subarray(0, rows),
      c.window.subarray(0, rows),
      texts(c.optionKinds, rows, lists.optionLists),
      wholes(c.payloadLength, rows),
      texts(c.protocols, rows, protocolTexts),
      texts(this.device, rows, this.devices),
      texts(this.direction, rows, directions),
      Array.from(this.internet.subarray(0, rows), (flag) => flag === 1),
    ];
    const columnData = data.map((values, i) => ({
      name: packetSchema[i + 1]!.name,
      data: values as unknown[],
      offsetIndex: false,
    }));
    this.rows = 0;
    await this.parquet.write({ columnData, rowGroupSize: GROUP_ROWS });
  }
}

function microseconds(seconds: Float64Array, rows: number): bigint[] {
  return Array.from(seconds.subarray(0, rows), (time) => BigInt(Math.round(time * 1e6)));
}

/** Beyond 2^31 the library takes no typed array; only broken captures have such lengths. */
function wholes(values: Uint32Array, rows: number): Uint32Array | number[] {
  const some = values.subarray(0, rows);
  return some.every((value) => value < 2 ** 31) ? some : Array.from(some);
}

function texts(
  indexes: ArrayLike<number>,
  rows: number,
  list: readonly string[],
): (string | null)[] {
  const all = new Array<string | null>(rows);
  for (let row = 0; row < rows; row += 1) {
    const index = indexes[row]!;
    all[row] = index < 0 ? null : list[index]!;
  }
  return all;
}
