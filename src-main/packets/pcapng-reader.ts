import { MOST_BLOCK_BYTES } from './format-reader';
import type { Chunk, FormatReader } from './format-reader';
import type { RecordSink } from './record-sink';
import { readApplication, readDropped, readInterface } from './pcapng-headers';
import type { Interface } from './pcapng-headers';
import { readNames } from './pcapng-names';
import { secondsOfTicks } from './ticks';

const blockTypes = {
  section: 0x0a0d0d0a,
  interface: 1,
  /** Obsolete, but still met. */
  packet: 2,
  simplePacket: 3,
  nameResolution: 4,
  statistics: 5,
  enhancedPacket: 6,
} as const;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const LEAST_BLOCK_BYTES = 12;
const MAJOR_VERSION = 1;
/** Interfaces of one section; what has more was made to fill memory. */
const MOST_INTERFACES = 65_536;
/** `shb_userappl` of files that HomeMole's simulator wrote begins so. */
const SIMULATOR = 'HomeMole simulator';
/** How `view --write` marks what it computed. */
const VIEW = /^HomeMole(, a view| simulator, seen by HomeMole)/;

/**
 * pcapng (draft-ietf-opsawg-pcapng): sections in either byte order, each with interfaces of its
 * own. Names that the file gives addresses become hints, statistics the count of lost frames; blocks
 * of other types are passed over, and so are options but those that tell the clock of an interface,
 * that it is late, or the program that wrote the section.
 */
export class PcapngReader implements FormatReader {
  readonly format = 'pcapng';
  stopped = false;
  private littleEndian = true;
  private interfaces: Interface[] = [];
  /** Interfaces of the sections before. */
  private firstInterface = 0;
  /** False in a section of a major version that this reader does not know. */
  private readable = true;

  /** A reader for a file that begins with these bytes, or null when it is not pcapng. */
  static for(start: DataView): PcapngReader | null {
    return start.getUint32(0) === blockTypes.section ? new PcapngReader() : null;
  }

  consume(chunk: Chunk, sink: RecordSink): number {
    const { view, length } = chunk;
    let at = 0;
    while (at + LEAST_BLOCK_BYTES <= length) {
      // The type of a section header reads the same in both orders; the order comes after it.
      if (view.getUint32(at) === blockTypes.section && !this.setByteOrder(chunk, at, sink)) break;
      const total = view.getUint32(at + 4, this.littleEndian);
      if (total < LEAST_BLOCK_BYTES || total % 4 !== 0 || total > MOST_BLOCK_BYTES) {
        this.stop(chunk, at, sink, `a block claims ${total} bytes`);
        break;
      }
      if (at + total > length) break;
      if (view.getUint32(at + total - 4, this.littleEndian) !== total) {
        this.stop(chunk, at, sink, 'the two lengths of a block differ');
        break;
      }
      if (!this.readBlock(chunk, at, at + total - 4, sink)) break;
      at += total;
    }
    return at;
  }

  private setByteOrder(chunk: Chunk, at: number, sink: RecordSink): boolean {
    for (const littleEndian of [true, false]) {
      if (chunk.view.getUint32(at + 8, littleEndian) === BYTE_ORDER_MAGIC) {
        this.littleEndian = littleEndian;
        return true;
      }
    }
    this.stop(chunk, at, sink, 'a section has no byte order');
    return false;
  }

  /** Reads the block from `at` to `end`, where its second length stands; false when it is damaged. */
  private readBlock(chunk: Chunk, at: number, end: number, sink: RecordSink): boolean {
    const { view } = chunk;
    const { littleEndian } = this;
    const type = view.getUint32(at, littleEndian);
    if (type === blockTypes.section) return this.readSection(chunk, at, end, sink);
    if (!this.readable) return true;
    switch (type) {
      case blockTypes.enhancedPacket: {
        if (end - at < 28) return this.stop(chunk, at, sink, 'a packet block is too short');
        const id = view.getUint32(at + 8, littleEndian);
        return this.readPacket(chunk, at, at + 28, end, id, sink);
      }
      case blockTypes.packet: {
        if (end - at < 28) return this.stop(chunk, at, sink, 'a packet block is too short');
        const id = view.getUint16(at + 8, littleEndian);
        return this.readPacket(chunk, at, at + 28, end, id, sink);
      }
      case blockTypes.simplePacket:
        return this.readSimplePacket(chunk, at, end, sink);
      case blockTypes.interface: {
        if (end - at < 16) return this.stop(chunk, at, sink, 'an interface block is too short');
        if (this.interfaces.length === MOST_INTERFACES) {
          return this.stop(chunk, at, sink, 'a section has too many interfaces');
        }
        const described = readInterface(chunk.bytes, view, at, end, littleEndian);
        this.interfaces.push(described);
        if (described.coarse) sink.warn('coarse-timestamps');
        sink.declareLink(described.linkType, described.clock.ticksPerSecond);
        return true;
      }
      case blockTypes.nameResolution:
        // Addresses are numbered in order of appearance.
        sink.flush();
        readNames(chunk.bytes, view, at + 8, end, littleEndian, sink);
        return true;
      case blockTypes.statistics: {
        if (end - at < 20) return this.stop(chunk, at, sink, 'a statistics block is too short');
        const id = view.getUint32(at + 8, littleEndian);
        if (id >= this.interfaces.length) return true;
        sink.lost(this.firstInterface + id, readDropped(view, at, end, littleEndian));
        return true;
      }
      default:
        return true;
    }
  }

  /** A section starts afresh; one of another major version is passed over. */
  private readSection(chunk: Chunk, at: number, end: number, sink: RecordSink): boolean {
    const { view, bytes } = chunk;
    if (end - at < 24) return this.stop(chunk, at, sink, 'a section header is too short');
    this.firstInterface += this.interfaces.length;
    this.interfaces = [];
    this.readable = view.getUint16(at + 12, this.littleEndian) === MAJOR_VERSION;
    if (!this.readable) {
      sink.damaged('malformed-block', chunk.offset + at, 'a section is of an unknown version');
    } else {
      const application = readApplication(bytes, view, at, end, this.littleEndian);
      if (application.startsWith(SIMULATOR)) sink.simulated = true;
      if (VIEW.test(application)) sink.warn('computed-view');
    }
    return true;
  }

  /** Enhanced and obsolete packet blocks: time, lengths and data lie at the same places. */
  private readPacket(
    chunk: Chunk,
    at: number,
    data: number,
    end: number,
    interfaceId: number,
    sink: RecordSink,
  ): boolean {
    const { view } = chunk;
    const { littleEndian } = this;
    const captured = view.getUint32(at + 20, littleEndian);
    if (captured > end - data) {
      return this.stop(chunk, at, sink, `a packet block claims ${captured} bytes of data`);
    }
    const described = this.interfaces[interfaceId];
    if (!described) {
      sink.warn('unknown-interface');
      return true;
    }
    const high = view.getUint32(at + 12, littleEndian);
    const low = view.getUint32(at + 16, littleEndian);
    const time = secondsOfTicks(high, low, described.clock);
    sink.add(time, data, captured, view.getUint32(at + 24, littleEndian), described.linkType);
    return true;
  }

  /** A frame of the first interface, with no time and no captured length of its own. */
  private readSimplePacket(chunk: Chunk, at: number, end: number, sink: RecordSink): boolean {
    if (end - at < 12) return this.stop(chunk, at, sink, 'a packet block is too short');
    const described = this.interfaces[0];
    if (!described) {
      sink.warn('unknown-interface');
      return true;
    }
    const original = chunk.view.getUint32(at + 8, this.littleEndian);
    const kept = described.snaplen > 0 ? Math.min(original, described.snaplen) : original;
    const captured = Math.min(kept, end - at - 12);
    sink.add(Number.NaN, at + 12, captured, original, described.linkType);
    return true;
  }

  private stop(chunk: Chunk, at: number, sink: RecordSink, detail: string): false {
    sink.damaged('malformed-block', chunk.offset + at, detail);
    this.stopped = true;
    return false;
  }
}
