import type { Frame } from './frame';

/** Packets kept; within 50 ms a busy home sends some thousand. */
const PACKETS = 4096;
/** Bits of a number below `PACKETS`, and of the rest of a 32-bit hash. */
const INDEX_BITS = 12;
const TAG_BITS = 20;
/** 32-bit words of a packet; those named in `words` and nine that tell packets apart. */
const SIZE = 16;
const KEYS = 9;
/** ARP is IEEE 802 to IPv4: 28 bytes. */
const ARP_BYTES = 28;
/** Bytes behind the IP headers that are compared. */
const COMPARED = 20;
/** With fewer captured there is too little to tell packets apart. */
const LEAST_COMPARED = 8;

/** What is kept beside the key. */
export const words = { link: 9, ttl: 10, sender: 11, serial: 12, copies: 13 } as const;
type Word = (typeof words)[keyof typeof words];

/**
 * The packets recorded last, in a ring, and a table that finds them by a hash of what stays of a
 * packet on its way: its cost and memory are the same whatever the traffic. Two packets of one hash
 * share a place in the table; the one pushed out early costs no more than a copy that is not found.
 */
export class CopyTable {
  /** Whether `look` found the packet. */
  found = false;
  /** Whether the packet that was looked for has an IPv4 identification. */
  isNumbered = false;
  private readonly ring = new Int32Array(PACKETS * SIZE);
  private readonly times = new Float64Array(PACKETS).fill(Number.NEGATIVE_INFINITY);
  /** By the upper bits of a hash: its lower bits, and the index of the packet it was of. */
  private readonly places = new Int32Array(PACKETS);
  /** Where the frame that is looked for is written: it is kept by staying there. */
  private next = 0;
  private place = 0;
  private tag = 0;
  private older = 0;

  /** Looks for the packet of a frame; false when too little of it is known to be compared. */
  look(frame: Frame): boolean {
    const { ring, next } = this;
    const at = next * SIZE;
    if (!this.readKey(frame, at)) return false;
    const entry = this.places[this.place]!;
    // Nearly every packet is new: then the tag spares the look at one recorded long ago.
    this.found = (entry ^ this.tag) >>> INDEX_BITS === 0 && this.isSame(entry & (PACKETS - 1));
    ring[at + words.serial] = frame.serial;
    ring[at + words.copies] = 0;
    return true;
  }

  /** Where a key belongs, by its words that differ most. */
  private locate(first: number, source: number, ports: number, second: number): void {
    let h = Math.imul(first, 0x9e3779b1) ^ source;
    h = Math.imul(h ^ (h >>> 15) ^ second, 0x85ebca77);
    h = Math.imul(h ^ (h >>> 13) ^ ports, 0xc2b2ae3d);
    this.tag = h << INDEX_BITS;
    this.place = h >>> TAG_BITS;
  }

  /** When the packet found was recorded. */
  get time(): number {
    return this.times[this.older]!;
  }

  /** A word of the packet found. */
  kept(word: Word): number {
    return this.ring[this.older * SIZE + word]!;
  }

  /** The same of the frame that was looked for. */
  now(word: Word): number {
    return this.ring[this.next * SIZE + word]!;
  }

  /** One more copy of the packet found. */
  count(): void {
    this.ring[this.older * SIZE + words.copies]! += 1;
  }

  /** Keeps the frame that was looked for. */
  keep(time: number): void {
    const { next } = this;
    this.times[next] = time;
    this.places[this.place] = this.tag | next;
    this.next = (next + 1) % PACKETS;
  }

  /** Whether the frame that is looked for has the key of a packet kept, which is then `older`. */
  private isSame(older: number): boolean {
    const { ring, next } = this;
    const from = older * SIZE;
    const at = next * SIZE;
    let i = 0;
    while (i < KEYS && ring[from + i] === ring[at + i]) i += 1;
    this.older = older;
    return i === KEYS && older !== next;
  }

  private readKey(frame: Frame, at: number): boolean {
    const { view, network, transport, row, end } = frame;
    if (network < 0) return frame.arp >= 0 && this.readArpKey(frame, at);
    const { columns } = frame.table;
    const { ring } = this;
    const packetEnd = network + columns.ipLength[row]!;
    const captured = (packetEnd < end ? packetEnd : end) - transport;
    if (captured < LEAST_COMPARED) return false;
    const start = view.getInt32(network);
    let first = start & 0xf00fffff;
    if (start >>> 28 === 4) {
      const fragment = view.getInt32(network + 6);
      first = view.getInt32(network + 2);
      this.isNumbered = (first & 0xffff) !== 0;
      ring[at + 1] = (fragment & 0xffff00ff) | ((start >>> 16) & 0xff00);
      ring[at + words.ttl] = (fragment >>> 8) & 0xff;
    } else {
      this.isNumbered = false;
      const rest = view.getInt32(network + 4);
      ring[at + 1] = rest & 0xffffff00;
      ring[at + words.ttl] = rest & 0xff;
    }
    const source = columns.sourceAddress[row]!;
    ring[at] = first;
    ring[at + 2] = source;
    ring[at + 3] = columns.destinationAddress[row]!;
    ring[at + words.sender] = columns.sourceMac[row]!;
    if (captured >= COMPARED) {
      const ports = view.getInt32(transport);
      const second = view.getInt32(transport + 4);
      ring[at + 4] = ports;
      ring[at + 5] = second;
      ring[at + 6] = view.getInt32(transport + 8);
      ring[at + 7] = view.getInt32(transport + 12);
      ring[at + 8] = view.getInt32(transport + 16);
      this.locate(first, source, ports, second);
    } else {
      this.readShort(frame, captured, at);
      this.locate(first, source, ring[at + 4]!, ring[at + 5]!);
    }
    ring[at + words.link] = linkOf(view, frame.link, network - frame.link);
    return true;
  }

  private readShort({ bytes, transport }: Frame, captured: number, at: number): void {
    for (let i = 0; i < COMPARED; i += 4) {
      let word = 0;
      for (let k = i; k < i + 4; k += 1) {
        word = (word << 8) | (k < captured ? bytes[transport + k]! : 0);
      }
      this.ring[at + 4 + (i >> 2)] = word;
    }
  }

  private readArpKey(frame: Frame, at: number): boolean {
    const { view, arp, end, row, table } = frame;
    const { ring } = this;
    if (end - arp < ARP_BYTES) return false;
    this.isNumbered = false;
    ring[at + 2] = ring[at + 3] = -1;
    ring[at + words.ttl] = 0;
    ring[at + words.sender] = table.columns.sourceMac[row]!;
    ring[at] = view.getInt32(arp);
    ring[at + 1] = view.getInt32(arp + 4);
    for (let i = 0; i < 5; i += 1) ring[at + 4 + i] = view.getInt32(arp + 8 + 4 * i);
    this.locate(ring[at]!, -1, ring[at + 4]!, ring[at + 5]!);
    ring[at + words.link] = linkOf(view, frame.link, arp - frame.link);
    return true;
  }
}

/** A link header of so many bytes, but for what precedes the addresses, as one word. */
function linkOf(view: DataView, link: number, length: number): number {
  if (length < 12) return length;
  let h = Math.imul(length ^ view.getInt32(link), 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15) ^ view.getInt32(link + 4), 0x85ebca77);
  h = Math.imul(h ^ (h >>> 13) ^ view.getInt32(link + 8), 0xc2b2ae3d);
  return length > 16 ? Math.imul(h ^ (h >>> 16) ^ view.getInt32(link + 12), 0x27d4eb2f) : h;
}
