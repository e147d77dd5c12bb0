import type { Frame } from './frame';

/** Slots; within 50 ms a busy home sends some thousand packets. */
const SLOTS = 4096;
/** 32-bit words of a slot; those named in `words` and nine that tell packets apart. */
const SIZE = 16;
const KEYS = 9;
/** ARP is IEEE 802 to IPv4: 28 bytes. */
const ARP_BYTES = 28;
/** Bytes behind the IP headers that are compared. */
const COMPARED = 20;
/** With fewer captured there is too little to tell packets apart. */
const LEAST_COMPARED = 8;

/** What a slot keeps beside the key. */
export const words = { link: 9, ttl: 10, sender: 11, serial: 12, copies: 13 } as const;
type Word = (typeof words)[keyof typeof words];

/**
 * The packets recorded last, found by what stays of a packet on its way: a direct-mapped table, so
 * that its cost and memory are the same whatever the traffic. A packet that is pushed out early
 * costs no more than a copy that is not found.
 */
export class CopyTable {
  /** Whether `look` found the packet. */
  found = false;
  private readonly slots = new Int32Array(SLOTS * SIZE);
  private readonly times = new Float64Array(SLOTS).fill(Number.NEGATIVE_INFINITY);
  /** The slot of the frame that was looked for, filled as it would be kept. */
  private readonly next = new Int32Array(SIZE);
  private slot = 0;

  /** Looks for the packet of a frame; false when too little of it is known to be compared. */
  look(frame: Frame): boolean {
    if (!this.readKey(frame)) return false;
    const { next, slots } = this;
    let h = Math.imul(next[0]!, 0x9e3779b1) ^ next[2]!;
    h = Math.imul(h ^ (h >>> 15) ^ next[5]!, 0x85ebca77);
    h = Math.imul(h ^ (h >>> 13) ^ next[4]!, 0xc2b2ae3d);
    this.slot = h >>> 20;
    const at = this.slot * SIZE;
    let i = 0;
    while (i < KEYS && slots[at + i] === next[i]) i += 1;
    this.found = i === KEYS;
    this.readLink(frame);
    return true;
  }

  /** When the packet found was recorded. */
  get time(): number {
    return this.times[this.slot]!;
  }

  /** A word of the packet found. */
  kept(word: Word): number {
    return this.slots[this.slot * SIZE + word]!;
  }

  /** The same of the frame that was looked for. */
  now(word: Word): number {
    return this.next[word]!;
  }

  /** One more copy of the packet found. */
  count(): void {
    this.slots[this.slot * SIZE + words.copies]! += 1;
  }

  /** Keeps the frame that was looked for. */
  keep({ time }: Frame): void {
    const { next, slots } = this;
    const at = this.slot * SIZE;
    for (let i = 0; i < SIZE; i += 1) slots[at + i] = next[i]!;
    this.times[this.slot] = time;
  }

  private readKey(frame: Frame): boolean {
    const { view, bytes, network, transport, row, table } = frame;
    const { next } = this;
    if (network < 0) return frame.arp >= 0 && this.readArpKey(frame);
    const packetEnd = network + table.columns.ipLength[row]!;
    const captured = (packetEnd < frame.end ? packetEnd : frame.end) - transport;
    if (captured < LEAST_COMPARED) return false;
    if (bytes[network]! >> 4 === 4) {
      next[0] = view.getInt32(network + 2);
      next[1] = (view.getUint16(network + 6) << 16) | (bytes[network + 9]! << 8) | bytes[network]!;
      next[words.ttl] = bytes[network + 8]!;
    } else {
      // Without the traffic class, which is the type of service of IPv6.
      next[0] = view.getInt32(network) & 0xf00fffff;
      next[1] = view.getInt32(network + 4) & 0xffffff00;
      next[words.ttl] = bytes[network + 7]!;
    }
    next[2] = table.columns.sourceAddress[row]!;
    next[3] = table.columns.destinationAddress[row]!;
    if (captured >= COMPARED) {
      next[4] = view.getInt32(transport);
      next[5] = view.getInt32(transport + 4);
      next[6] = view.getInt32(transport + 8);
      next[7] = view.getInt32(transport + 12);
      next[8] = view.getInt32(transport + 16);
    } else this.readShort(frame, captured);
    return true;
  }

  private readShort({ bytes, transport }: Frame, captured: number): void {
    for (let i = 0; i < COMPARED; i += 4) {
      let word = 0;
      for (let k = i; k < i + 4; k += 1) {
        word = (word << 8) | (k < captured ? bytes[transport + k]! : 0);
      }
      this.next[4 + (i >> 2)] = word;
    }
  }

  private readArpKey({ view, arp, end }: Frame): boolean {
    const { next } = this;
    if (end - arp < ARP_BYTES) return false;
    next[2] = next[3] = -1;
    next[words.ttl] = 0;
    next[0] = view.getInt32(arp);
    next[1] = view.getInt32(arp + 4);
    for (let i = 0; i < 5; i += 1) next[4 + i] = view.getInt32(arp + 8 + 4 * i);
    return true;
  }

  /** The link header, but for what precedes the addresses, as one word. */
  private readLink(frame: Frame): void {
    const { view, link, network, arp, row, table } = frame;
    const { next } = this;
    const length = (network < 0 ? arp : network) - link;
    let h = length;
    if (length >= 12) {
      h = Math.imul(h ^ view.getInt32(link), 0x9e3779b1);
      h = Math.imul(h ^ (h >>> 15) ^ view.getInt32(link + 4), 0x85ebca77);
      h = Math.imul(h ^ (h >>> 13) ^ view.getInt32(link + 8), 0xc2b2ae3d);
      if (length > 16) h = Math.imul(h ^ (h >>> 16) ^ view.getInt32(link + 12), 0x27d4eb2f);
    }
    next[words.link] = h;
    next[words.sender] = table.columns.sourceMac[row]!;
    next[words.serial] = frame.serial;
    next[words.copies] = 0;
  }
}
