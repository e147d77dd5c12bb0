/**
 * The blocks that open a pcapng section, little-endian (draft-ietf-opsawg-pcapng): section header
 * (4.1), interface description (4.2) and interface statistics (4.6), with the options HomeMole writes.
 */

const COMMENT = 1;
const USER_APPLICATION = 4;
const TIMESTAMP_RESOLUTION = 9;
const INTERFACE_DROPPED = 5;
const END_OF_OPTIONS = 0;

interface Option {
  code: number;
  value: Uint8Array;
}

/** A section header of unspecified section length, with `shb_userappl` and maybe a comment. */
export function sectionHeaderBlock(application: string, comment?: string): Uint8Array {
  const text = new TextEncoder();
  const options: Option[] = [{ code: USER_APPLICATION, value: text.encode(application) }];
  if (comment) options.unshift({ code: COMMENT, value: text.encode(comment) });
  const body = new Uint8Array(16);
  const fields = new DataView(body.buffer);
  fields.setUint32(0, 0x1a2b3c4d, true);
  fields.setUint16(4, 1, true);
  fields.setUint16(6, 0, true);
  body.fill(0xff, 8, 16);
  return block(0x0a0d0d0a, body, options);
}

/**
 * An interface; `snaplen` 0 means no limit. Its timestamps count microseconds, or 10^-`resolution`
 * seconds.
 */
export function interfaceBlock(
  linkType: number,
  snaplen: number,
  { resolution = 6, comment = '' }: { resolution?: number; comment?: string } = {},
): Uint8Array {
  const body = new Uint8Array(8);
  const fields = new DataView(body.buffer);
  fields.setUint16(0, linkType, true);
  fields.setUint32(4, snaplen, true);
  const options: Option[] = [{ code: TIMESTAMP_RESOLUTION, value: Uint8Array.of(resolution) }];
  if (comment) options.unshift({ code: COMMENT, value: new TextEncoder().encode(comment) });
  return block(1, body, options);
}

/** Frames that an interface lost (`isb_ifdrop`); the time is in its ticks. */
export function statisticsBlock(
  interfaceNumber: number,
  ticks: bigint,
  dropped: number,
): Uint8Array {
  const body = new Uint8Array(12);
  const fields = new DataView(body.buffer);
  fields.setUint32(0, interfaceNumber, true);
  fields.setUint32(4, Number(ticks >> 32n), true);
  fields.setUint32(8, Number(ticks & 0xffffffffn), true);
  const value = new Uint8Array(8);
  new DataView(value.buffer).setBigUint64(0, BigInt(dropped), true);
  return block(5, body, [{ code: INTERFACE_DROPPED, value }]);
}

function block(type: number, body: Uint8Array, options: readonly Option[]): Uint8Array {
  const optionBytes = options.reduce((sum, { value }) => sum + 4 + padded(value.length), 4);
  const total = 12 + body.length + optionBytes;
  const bytes = new Uint8Array(total);
  const fields = new DataView(bytes.buffer);
  fields.setUint32(0, type, true);
  fields.setUint32(4, total, true);
  bytes.set(body, 8);
  let at = 8 + body.length;
  for (const { code, value } of options) {
    fields.setUint16(at, code, true);
    fields.setUint16(at + 2, value.length, true);
    bytes.set(value, at + 4);
    at += 4 + padded(value.length);
  }
  fields.setUint32(at, END_OF_OPTIONS, true);
  fields.setUint32(total - 4, total, true);
  return bytes;
}

function padded(bytes: number): number {
  return (bytes + 3) & ~3;
}
