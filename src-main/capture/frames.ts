import type { HelperEvent } from '../contract/capture';

/** What the helper and its client send each other; see `contract/capture.ts`. */
const EVENT = 0;
const BYTES = 1;
const HEADER_BYTES = 5;
/** No message is larger; whoever claims more is not the helper. */
const MOST_BODY_BYTES = 64 * 2 ** 20;

/** A message with an event. */
export function eventFrame(event: HelperEvent): Buffer {
  const body = Buffer.from(JSON.stringify(event), 'utf8');
  return Buffer.concat([header(EVENT, body.length), body]);
}

/** What stands before `length` bytes of capture. */
export function bytesHeader(length: number): Buffer {
  return header(BYTES, length);
}

function header(type: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES);
  bytes.writeUInt8(type, 0);
  bytes.writeUInt32LE(length, 1);
  return bytes;
}

/** Takes messages apart that come in pieces of any size. */
export class FrameDecoder {
  private rest: Buffer = Buffer.alloc(0);

  constructor(
    private readonly onEvent: (json: string) => void,
    private readonly onBytes: (bytes: Buffer) => void,
  ) {}

  /** @throws RangeError when it is not the helper that speaks. */
  push(chunk: Buffer): void {
    let bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (;;) {
      if (bytes.length < HEADER_BYTES) break;
      const type = bytes.readUInt8(0);
      const length = bytes.readUInt32LE(1);
      if (type > BYTES || length > MOST_BODY_BYTES) {
        throw new RangeError(`message of type ${type} and ${length} bytes`);
      }
      if (bytes.length < HEADER_BYTES + length) break;
      const body = bytes.subarray(HEADER_BYTES, HEADER_BYTES + length);
      if (type === EVENT) this.onEvent(body.toString('utf8'));
      else this.onBytes(body);
      bytes = bytes.subarray(HEADER_BYTES + length);
    }
    // A copy, so that a few bytes do not keep a large piece alive.
    this.rest = Buffer.from(bytes);
  }
}
