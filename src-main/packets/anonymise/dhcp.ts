import type { Scrub } from './scrub';

const FIXED_BYTES = 240;
const MAGIC_COOKIE = 0x63825363;
const MESSAGE_TYPE = 53;
const END = 255;

/**
 * DHCP (RFC 2131): the header with other addresses, and of the options the type of the message. Names,
 * requested options and vendor classes, by which devices are known, are gone.
 * @returns Where free bytes begin.
 */
export function scrubDhcp(s: Scrub, at: number, end: number): number {
  const { bytes, view } = s;
  s.keep(at, Math.min(12, end - at));
  for (let address = at + 12; address < at + 28 && address + 4 <= end; address += 4)
    s.ipv4(address);
  if (at + 34 <= end && bytes[at + 2] === 6) s.mac(at + 28);
  if (at + FIXED_BYTES > end || view.getUint32(at + 236) !== MAGIC_COOKIE) return end;
  s.keep(at + 236, 4);
  let free = at + FIXED_BYTES;
  for (let option = free; option + 2 <= end && bytes[option] !== END;) {
    if (bytes[option] === 0) {
      option += 1;
      continue;
    }
    if (bytes[option] === MESSAGE_TYPE && bytes[option + 1] === 1 && option + 3 <= end) {
      s.put8(free, MESSAGE_TYPE);
      s.put8(free + 1, 1);
      s.put8(free + 2, bytes[option + 2]!);
      free += 3;
      break;
    }
    option += 2 + bytes[option + 1]!;
  }
  if (free + 1 > end) return end;
  s.put8(free, END);
  return free + 1;
}
