import { scrubLlc } from './ether';
import type { Scrub } from './scrub';

const flags = { toDistribution: 1, fromDistribution: 2, protected: 0x40, order: 0x80 } as const;
const type = { management: 0, control: 1, data: 2 } as const;
const HEADER_BYTES = 24;
const NO_DATA = 0x4;
const QOS = 0x8;
const AGGREGATED = 0x80;
const FRAGMENT = 0x0f;
/** Control frames with the receiver's address and no other: clear to send, acknowledgement. */
const receiverOnly = new Set([12, 13]);

/** IEEE 802.11: headers with other addresses; of bodies those that hold IP. Branches as `decodeWifi`. */
export function scrubWifi(s: Scrub, start: number, padded = false): void {
  const { bytes } = s;
  if (!s.has(start + 2)) return;
  s.keep(start, 4);
  const kind = (bytes[start]! >> 2) & 3;
  const subtype = bytes[start]! >> 4;
  s.mac(start + 4);
  if (kind === type.control) {
    if (!receiverOnly.has(subtype)) s.mac(start + 10);
    return;
  }
  if (kind !== type.management && kind !== type.data) return;
  s.mac(start + 10);
  s.mac(start + 16);
  s.keep(start + 22, 2);
  if (kind === type.data && (bytes[start]! & 3) === 0) scrubData(s, start, padded);
}

function scrubData(s: Scrub, start: number, padded: boolean): void {
  const { bytes } = s;
  if (!s.has(start + HEADER_BYTES)) return;
  const subtype = bytes[start]! >> 4;
  const control = bytes[start + 1]!;
  const isRelayed = (control & 3) === (flags.toDistribution | flags.fromDistribution);
  let at = start + HEADER_BYTES + (isRelayed ? 6 : 0);
  if (!s.has(at)) return;
  if (isRelayed) s.mac(start + HEADER_BYTES);
  const qos = at;
  if (subtype & QOS) at += 2;
  if (subtype & QOS && control & flags.order) at += 4;
  s.keep(qos, at - qos);
  if (!s.has(at) || subtype & NO_DATA || control & flags.protected) return;
  if (bytes[start + 22]! & FRAGMENT) return;
  if (padded) at = start + ((at - start + 3) & ~3);
  if (!(subtype & QOS && bytes[qos]! & AGGREGATED)) return scrubLlc(s, at);
  if (!s.has(at + 14)) return;
  s.mac(at);
  s.mac(at + 6);
  s.keep(at + 12, 2);
  scrubLlc(s, at + 14);
}
