import type { Hint } from '../../contract/hints';
import { quietJob } from '../../contract/job';
import type { PacketTable } from '../../contract/packet-table';
import type { CaptureFile } from '../../contract/results';
import type { ByteSource } from '../byte-source';
import { HintCollector } from '../hints/collector';
import { newChunk, readSource } from '../read-file';
import { TableBuilder } from '../table-builder';
import { bytes } from './frames';

/** Capture files by hand, in either byte order. */
export interface Order {
  littleEndian: boolean;
}
export const little: Order = { littleEndian: true };
export const big: Order = { littleEndian: false };

export function u16(value: number, { littleEndian }: Order): Uint8Array {
  const out = new Uint8Array(2);
  new DataView(out.buffer).setUint16(0, value, littleEndian);
  return out;
}

export function u32(value: number, { littleEndian }: Order): Uint8Array {
  const out = new Uint8Array(4);
  new DataView(out.buffer).setUint32(0, value, littleEndian);
  return out;
}

/** A frame in a pcap file. `length` is the original one; `captured` what the record claims to hold. */
export interface PcapRecord {
  seconds?: number;
  ticks?: number;
  frame: Uint8Array;
  length?: number;
  captured?: number;
}

interface PcapFields {
  order?: Order;
  magic?: number;
  linkType?: number;
}

export function pcap(fields: PcapFields, ...records: PcapRecord[]): Uint8Array {
  const { order = little, magic = 0xa1b2c3d4, linkType = 1 } = fields;
  const extra = magic === 0xa1b2cd34 ? new Uint8Array(8).fill(0xee) : new Uint8Array(0);
  return bytes(
    u32(magic, order),
    u16(2, order),
    u16(4, order),
    u32(0, order),
    u32(0, order),
    u32(65535, order),
    u32(linkType, order),
    ...records.map(({ seconds = 1_700_000_000, ticks = 0, frame, length, captured }) =>
      bytes(
        u32(seconds, order),
        u32(ticks, order),
        u32(captured ?? frame.length, order),
        u32(length ?? frame.length, order),
        extra,
        frame,
      ),
    ),
  );
}

/** A pcapng block around a body, which is padded. */
export function block(type: number, body: Uint8Array, order: Order = little): Uint8Array {
  const total = u32(12 + padded(body).length, order);
  return bytes(u32(type, order), total, padded(body), total);
}

export function option(code: number, value: Uint8Array, order: Order = little): Uint8Array {
  return bytes(u16(code, order), u16(value.length, order), padded(value));
}

export function section(order: Order = little, options: Uint8Array = bytes()): Uint8Array {
  const length = new Uint8Array(8).fill(0xff);
  const body = bytes(u32(0x1a2b3c4d, order), u16(1, order), u16(0, order), length, options);
  return block(0x0a0d0d0a, body, order);
}

interface InterfaceFields {
  order?: Order;
  linkType?: number;
  snaplen?: number;
  options?: Uint8Array;
}

export function interfaceBlock(fields: InterfaceFields = {}): Uint8Array {
  const { order = little, linkType = 1, snaplen = 0, options = bytes() } = fields;
  return block(1, bytes(u16(linkType, order), u16(0, order), u32(snaplen, order), options), order);
}

interface PacketFields {
  order?: Order;
  interfaceId?: number;
  ticks?: bigint;
  length?: number;
  captured?: number;
  options?: Uint8Array;
  /** The obsolete packet block instead of the enhanced one. */
  obsolete?: boolean;
}

export function packetBlock(frame: Uint8Array, fields: PacketFields = {}): Uint8Array {
  const { order = little, interfaceId = 0, ticks = 1_700_000_000_000_000n } = fields;
  const { captured = frame.length, length = frame.length, options = bytes() } = fields;
  const id = fields.obsolete
    ? bytes(u16(interfaceId, order), u16(7, order))
    : u32(interfaceId, order);
  const time = bytes(u32(Number(ticks >> 32n), order), u32(Number(ticks & 0xffffffffn), order));
  const lengths = bytes(u32(captured, order), u32(length, order));
  const body = bytes(id, time, lengths, padded(frame), options);
  return block(fields.obsolete ? 2 : 6, body, order);
}

export function simplePacketBlock(
  frame: Uint8Array,
  length = frame.length,
  order: Order = little,
): Uint8Array {
  return block(3, bytes(u32(length, order), frame), order);
}

/**
 * Reads a file that is in memory. `step` is the most bytes that a read gives, and `room` the size
 * of the buffer at first: small ones make every record cross their borders.
 */
export async function readBytes(
  file: Uint8Array,
  { step = file.length, room = 1 << 16, keepCopies = false } = {},
): Promise<{ packets: PacketTable; file: CaptureFile; hints: Hint[] }> {
  const table = new TableBuilder();
  const hints = new HintCollector();
  const source = memorySource(file, step);
  const steps = readSource('x.pcap', source, {
    table,
    hints,
    keepCopies,
    chunk: newChunk(room),
    job: quietJob,
    progress: () => undefined,
  });
  let next = await steps.next();
  while (!next.done) next = await steps.next();
  return { packets: table.build(), file: next.value, hints: hints.all() };
}

/** Bytes that are in memory, given in steps. */
export function memorySource(file: Uint8Array, step = file.length): ByteSource {
  return new MemorySource(file, step);
}

class MemorySource implements ByteSource {
  taken = 0;

  constructor(
    private readonly file: Uint8Array,
    private readonly step: number,
  ) {}

  async read(into: Uint8Array, offset: number): Promise<number> {
    const end = this.taken + Math.min(this.step, into.length - offset);
    const part = this.file.subarray(this.taken, end);
    into.set(part, offset);
    this.taken += part.length;
    return part.length;
  }

  async close(): Promise<void> {}
}

function padded(value: Uint8Array): Uint8Array {
  const out = new Uint8Array((value.length + 3) & ~3);
  out.set(value);
  return out;
}
