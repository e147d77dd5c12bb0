import type { PacketKind } from '../../contract/interactions';
import type { View } from '../../contract/vantage';

/** A number for each kind of packet (frame length and direction). */
export function codeOf({ length, direction }: PacketKind): number {
  return length * 2 + direction;
}

/** The kind behind a number. */
export function kindOf(code: number): PacketKind {
  return { length: code >> 1, direction: (code & 1) as 0 | 1 };
}

/** The number of the kind of each packet. */
export function kindCodes({ count, length, direction }: View): Int32Array {
  const codes = new Int32Array(count);
  for (let i = 0; i < count; i += 1)
    codes[i] = (length[i] as number) * 2 + (direction[i] as number);
  return codes;
}
