/** Big-endian numbers in frames, and the Internet checksum over them (RFC 1071). */

export function write16(buffer: Uint8Array, at: number, value: number): void {
  buffer[at] = value >>> 8;
  buffer[at + 1] = value;
}

export function write32(buffer: Uint8Array, at: number, value: number): void {
  buffer[at] = value >>> 24;
  buffer[at + 1] = value >>> 16;
  buffer[at + 2] = value >>> 8;
  buffer[at + 3] = value;
}

/** Sum of the 16-bit words of a range, the last byte padded with zero. */
export function sumWords(buffer: Uint8Array, start: number, end: number): number {
  let sum = 0;
  let at = start;
  for (; at + 1 < end; at += 2) {
    sum += ((buffer[at] as number) << 8) | (buffer[at + 1] as number);
  }
  if (at < end) sum += (buffer[at] as number) << 8;
  return sum;
}

export function foldedComplement(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 65536);
  return ~folded & 0xffff;
}
