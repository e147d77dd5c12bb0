import { cleanText } from './hints/clean-text';
import type { HintCollector } from './hints/collector';
import type { InternedLists } from './interned-lists';

/** Where names that a file gives addresses go. */
export interface NameLists {
  readonly lists: InternedLists;
  readonly hints: HintCollector;
}

/** Record types of a name resolution block; the first two begin with an IP address. */
const records = { end: 0, ipv4: 1, ipv6: 2, eui48: 3 } as const;
const ADDRESS_BYTES = { [records.ipv4]: 4, [records.ipv6]: 16, [records.eui48]: 6 } as const;

/**
 * The names that a capture file itself gives addresses: a name resolution block
 * (draft-ietf-opsawg-pcapng, 4.5) whose records lie from `at` to `end`. Each address, then names,
 * each ended by a zero byte. A record that does not fit ends the list.
 */
export function readNames(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  end: number,
  littleEndian: boolean,
  sink: NameLists,
): void {
  while (at + 4 <= end) {
    const type = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    const value = at + 4;
    if (type === records.end || value + length > end) return;
    at = value + ((length + 3) & ~3);
    if (type !== records.ipv4 && type !== records.ipv6 && type !== records.eui48) continue;
    const names = value + ADDRESS_BYTES[type];
    if (names >= value + length) continue;
    const isMac = type === records.eui48;
    const mac = isMac ? sink.lists.mac(bytes, view, value) : -1;
    const address = isMac ? -1 : addressAt(bytes, view, value, type, sink);
    for (const name of namesBetween(bytes, names, value + length)) {
      sink.hints.add('capture-names', mac, address, name);
    }
  }
}

function addressAt(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  type: number,
  { lists }: NameLists,
): number {
  return type === records.ipv4 ? lists.ipv4(bytes, view, at) : lists.ipv6(bytes, view, at);
}

function namesBetween(bytes: Uint8Array, from: number, to: number): string[] {
  const names: string[] = [];
  for (let start = from; start < to;) {
    const zero = bytes.indexOf(0, start);
    const end = zero < 0 || zero > to ? to : zero;
    const name = cleanText(bytes, start, end);
    if (name !== '') names.push(name);
    start = end + 1;
  }
  return names;
}
