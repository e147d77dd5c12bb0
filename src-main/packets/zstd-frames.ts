/** The largest window that decoders take unless told otherwise; that of the `zstd` program. */
const MOST_WINDOW = 2 ** 27;
const FRAME_MAGIC = 0xfd2fb528;
/** The lowest four bits are free (RFC 8878, 3.1.2). */
const SKIPPABLE_MAGIC = 0x184d2a50;
const RUN_BLOCK = 1;
const CHECKSUM_BYTES = 4;

/**
 * Walks along the frames and blocks of a zstd stream (RFC 8878, 3.1.1) before a decoder does, since
 * the decoder takes the memory that a frame header claims, whatever it is.
 */
export class ZstdFrames {
  private header: number[] = [];
  private inFrame = false;
  private hasChecksum = false;
  /** Bytes to pass over until the next header. */
  private rest = 0;

  /** @throws Error where a frame wants a window above 128 MB */
  check(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const passed = Math.min(this.rest, bytes.length - at);
      this.rest -= passed;
      at += passed;
      if (at === bytes.length) return;
      this.header.push(bytes[at]!);
      at += 1;
      const isWhole = this.inFrame ? this.readBlock() : this.readFrame();
      if (isWhole) this.header = [];
    }
  }

  /** Last or not, type and size; of a run only its byte follows (3.1.1.2). */
  private readBlock(): boolean {
    if (this.header.length < 3) return false;
    const field = littleEndian(this.header, 0, 3);
    const isRun = ((field >> 1) & 3) === RUN_BLOCK;
    this.rest = isRun ? 1 : field >> 3;
    if (field & 1) {
      this.rest += this.hasChecksum ? CHECKSUM_BYTES : 0;
      this.inFrame = false;
    }
    return true;
  }

  private readFrame(): boolean {
    const { header } = this;
    if (header.length < 5) return false;
    const magic = littleEndian(header, 0, 4);
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) {
      if (header.length < 8) return false;
      this.rest = littleEndian(header, 4, 4);
      return true;
    }
    // What is no frame the decoder will refuse.
    if (magic !== FRAME_MAGIC) this.rest = Number.POSITIVE_INFINITY;
    else if (header.length < headerBytes(header[4]!)) return false;
    else this.enterFrame(header);
    return true;
  }

  private enterFrame(header: readonly number[]): void {
    const window = windowOf(header);
    if (window > MOST_WINDOW) throw new Error(`a window of ${window} bytes`);
    this.hasChecksum = (header[4]! & 0x04) !== 0;
    this.inFrame = true;
  }
}

const isSingleSegment = (flags: number): boolean => (flags & 0x20) !== 0;

/** Bytes of the dictionary number, and of the content size. */
const dictionaryBytes = (flags: number): number => [0, 1, 2, 4][flags & 3]!;
const contentBytes = (flags: number): number =>
  flags >> 6 === 0 ? (isSingleSegment(flags) ? 1 : 0) : 1 << (flags >> 6);

function headerBytes(flags: number): number {
  return 5 + (isSingleSegment(flags) ? 0 : 1) + dictionaryBytes(flags) + contentBytes(flags);
}

/** The window a frame wants: what its descriptor says, or all of a single segment (3.1.1.1). */
function windowOf(header: readonly number[]): number {
  const flags = header[4]!;
  if (isSingleSegment(flags)) {
    return littleEndian(header, 5 + dictionaryBytes(flags), contentBytes(flags));
  }
  const base = 2 ** (10 + (header[5]! >> 3));
  return base + (base / 8) * (header[5]! & 7);
}

function littleEndian(bytes: readonly number[], at: number, count: number): number {
  let value = 0;
  for (let i = count - 1; i >= 0; i -= 1) value = value * 256 + bytes[at + i]!;
  return value;
}
