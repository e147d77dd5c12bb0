import type { Chunk, FormatReader } from './format-reader';
import type { RecordSink } from './record-sink';

const FILE_HEADER_BYTES = 24;
/** The most that libpcap and Wireshark ever write of a frame. */
const MOST_CAPTURED_BYTES = 262_144;

interface Flavour {
  littleEndian: boolean;
  /** Ticks a second of the second timestamp field. */
  ticksPerSecond: number;
  recordHeaderBytes: number;
}

/**
 * The flavour of pcap that a file with this beginning has, or null: microseconds, nanoseconds, or
 * the record headers of 24 bytes that some old Linux systems wrote, each in both byte orders.
 */
function flavourOf(view: DataView): Flavour | null {
  for (const littleEndian of [true, false]) {
    const magic = view.getUint32(0, littleEndian);
    if (magic === 0xa1b2c3d4) return { littleEndian, ticksPerSecond: 1e6, recordHeaderBytes: 16 };
    if (magic === 0xa1b23c4d) return { littleEndian, ticksPerSecond: 1e9, recordHeaderBytes: 16 };
    if (magic === 0xa1b2cd34) return { littleEndian, ticksPerSecond: 1e6, recordHeaderBytes: 24 };
  }
  return null;
}

/** pcap (draft-ietf-opsawg-pcap): a header of 24 bytes, then records. */
export class PcapReader implements FormatReader {
  readonly format = 'pcap';
  stopped = false;
  private linkType = -1;

  private constructor(private readonly flavour: Flavour) {}

  /** A reader for a file that begins with these bytes, or null when it is not pcap. */
  static for(start: DataView): PcapReader | null {
    const flavour = flavourOf(start);
    return flavour && new PcapReader(flavour);
  }

  consume(chunk: Chunk, sink: RecordSink): number {
    const { view, length } = chunk;
    const { littleEndian, ticksPerSecond, recordHeaderBytes } = this.flavour;
    let at = 0;
    if (this.linkType < 0) {
      if (length < FILE_HEADER_BYTES) return 0;
      // The upper bits tell the length of the frame check sequence.
      this.linkType = view.getUint32(20, littleEndian) & 0x03ffffff;
      sink.declareLink(this.linkType, this.flavour.ticksPerSecond);
      at = FILE_HEADER_BYTES;
    }
    while (at + recordHeaderBytes <= length) {
      const captured = view.getUint32(at + 8, littleEndian);
      if (captured > MOST_CAPTURED_BYTES) {
        sink.damaged('malformed-block', chunk.offset + at, `a record claims ${captured} bytes`);
        this.stopped = true;
        return at;
      }
      const data = at + recordHeaderBytes;
      if (data + captured > length) break;
      const seconds = view.getUint32(at, littleEndian);
      const ticks = view.getUint32(at + 4, littleEndian);
      const time = seconds + ticks / ticksPerSecond;
      sink.add(time, data, captured, view.getUint32(at + 12, littleEndian), this.linkType);
      at = data + captured;
    }
    return at;
  }
}
