/** Writes the Ethernet header; `type` is the EtherType. */
export function writeEthernet(
  buffer: Uint8Array,
  target: Uint8Array,
  source: Uint8Array,
  type: number,
): void {
  buffer.set(target, 0);
  buffer.set(source, 6);
  buffer[12] = type >>> 8;
  buffer[13] = type & 255;
}
