import { type Profile, profileFields } from '../../contract/profiles';
import { fieldCodes, type FieldCodes } from './field-codes';
import { type PacketVectors, SHAPES, shapeOf } from './packet-vectors';

const [LENGTH, FLAGS, WINDOW, OPTIONS, PAYLOAD, TTL] = [0, 1, 2, 3, 4, 5] as const;
/** Words that name a kind of packets. */
const WORDS = 3;

/** Elements that a packet matches: in which profiles, and for each a bit for every place in it. */
export interface Waiting {
  readonly profiles: Int32Array;
  readonly masks: Int32Array;
}

interface Place {
  readonly profile: number;
  readonly place: number;
  /** Code of each field of the shape, 0 for *any*. */
  readonly wanted: Int32Array;
}

const nobody: Waiting = { profiles: new Int32Array(0), masks: new Int32Array(0) };

/**
 * Finds the elements of profiles that a packet matches. Packets that are the same in all that any element
 * asks for are one kind: for each kind the elements are looked for once, after that a packet costs one lookup
 * in a table.
 */
export class ElementIndex {
  private readonly codes: readonly FieldCodes[];
  /** By shape and code of the length; those that take any length are in the list of code 0. */
  private readonly places = new Map<number, Place[]>();
  private readonly takesAnyLength = new Uint8Array(SHAPES);
  private readonly waiting: Waiting[] = [];
  /** Of each kind the words that name it. */
  private words = new Int32Array(WORDS * 1024);
  /** Open addressing: a kind, or -1. */
  private slots = new Int32Array(4096).fill(-1);

  /** @throws RangeError where profiles have fields that the view lacks, or the other way round. */
  constructor(
    private readonly vectors: PacketVectors,
    profiles: readonly Pick<Profile, 'elements'>[],
  ) {
    this.codes = fieldCodes(vectors, profiles);
    for (const [profile, { elements }] of profiles.entries()) {
      for (const [place, element] of elements.entries()) {
        const shape = shapeOf(element);
        const own = vectors.fields[shape] as readonly number[];
        const wanted = Int32Array.from(own, (field, at) => {
          const value = element.fields[at] ?? null;
          return value === null ? 0 : (this.codes[field] as FieldCodes).codeOf(value);
        });
        const length = wanted[0] as number;
        if (length === 0) this.takesAnyLength[shape] = 1;
        const key = length * SHAPES + shape;
        const known = this.places.get(key);
        if (known) known.push({ profile, place, wanted });
        else this.places.set(key, [{ profile, place, wanted }]);
      }
    }
  }

  /** What waits for a packet, whatever came before. */
  matching(packet: number): Waiting {
    const { shape, columns } = this.vectors;
    const of = shape[packet] as number;
    const length = this.codeAt(LENGTH, columns[LENGTH], packet);
    if (length === 0 && this.takesAnyLength[of] === 0) return nobody;
    const ttl = this.codeAt(TTL, columns[TTL], packet);
    const window = this.codeAt(WINDOW, columns[WINDOW], packet);
    const payload = this.codeAt(PAYLOAD, columns[PAYLOAD], packet);
    const flags = this.codeAt(FLAGS, columns[FLAGS], packet);
    const options = this.codeAt(OPTIONS, columns[OPTIONS], packet);
    return this.ofKind(
      of | (ttl << 3) | (length << 12),
      window | (payload << 16),
      flags | (options << 16),
    );
  }

  private codeAt(field: number, column: PacketVectors['columns'][number] | undefined, at: number) {
    if (!column) return 0;
    const { table } = this.codes[field] as FieldCodes;
    const value = column[at] as number;
    return value < table.length ? (table[value] as number) : 0;
  }

  private ofKind(first: number, second: number, third: number): Waiting {
    const { slots, words } = this;
    let slot = hash(first, second, third) & (slots.length - 1);
    for (;;) {
      const kind = slots[slot] as number;
      if (kind < 0) return this.addKind(slot, first, second, third);
      const at = kind * WORDS;
      if (words[at] === first && words[at + 1] === second && words[at + 2] === third) {
        return this.waiting[kind] as Waiting;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  private addKind(slot: number, first: number, second: number, third: number): Waiting {
    const kind = this.waiting.length;
    if ((kind + 1) * WORDS > this.words.length) this.words = doubled(this.words);
    this.words.set([first, second, third], kind * WORDS);
    this.slots[slot] = kind;
    const found = this.search(first, second, third);
    this.waiting.push(found);
    if (kind * 2 > this.slots.length) this.rehash();
    return found;
  }

  private search(first: number, second: number, third: number): Waiting {
    const shape = first & 7;
    const code = new Int32Array(profileFields.length);
    code[LENGTH] = first >>> 12;
    code[TTL] = (first >>> 3) & 511;
    code[WINDOW] = second & 0xffff;
    code[PAYLOAD] = second >>> 16;
    code[FLAGS] = third & 0xffff;
    code[OPTIONS] = third >>> 16;
    const own = this.vectors.fields[shape] as readonly number[];
    const masks = new Map<number, number>();
    const lengths = code[LENGTH] === 0 ? [0] : [0, code[LENGTH] as number];
    for (const length of lengths) {
      for (const { profile, place, wanted } of this.places.get(length * SHAPES + shape) ?? []) {
        const isMatch = wanted.every((want, at) => want === 0 || want === code[own[at] as number]);
        if (isMatch) masks.set(profile, (masks.get(profile) ?? 0) | (1 << place));
      }
    }
    if (masks.size === 0) return nobody;
    const profiles = Int32Array.from(masks.keys()).sort();
    return { profiles, masks: profiles.map((profile) => masks.get(profile) as number) };
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (let kind = 0; kind < this.waiting.length; kind++) {
      const at = kind * WORDS;
      const [first, second, third] = this.words.subarray(at, at + WORDS) as unknown as number[];
      let slot = hash(first as number, second as number, third as number) & (slots.length - 1);
      while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = kind;
    }
    this.slots = slots;
  }
}

function hash(first: number, second: number, third: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  mixed ^= Math.imul(third, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function doubled(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
