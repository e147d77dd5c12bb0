import { bytes } from './frames';

/** zstd frames by hand (RFC 8878), for versions of Node that cannot write them. */
export const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
export const RAW = 0;
export const RUN = 1;

/** RFC 8878, 3.1.1.2: last, type and size in three bytes, then the content. */
export function block(type: number, size: number, last: boolean, content: Uint8Array): Uint8Array {
  const header = (size << 3) | (type << 1) | (last ? 1 : 0);
  return bytes([header & 255, (header >> 8) & 255, header >> 16], content);
}

/** A frame that stores: no content size, a window of 2 MB. */
export function stored(content: Uint8Array, descriptor = 0x58): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += 50_000) {
    const part = content.subarray(at, at + 50_000);
    blocks.push(block(RAW, part.length, at + 50_000 >= content.length, part));
  }
  return bytes(MAGIC, [0, descriptor], ...blocks);
}
