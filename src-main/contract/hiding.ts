import { z } from 'zod';
import { vantageNameSchema } from './vantage';

const share = z.number().min(0).max(1);
const packets = z.number().int().nonnegative();

/**
 * What the lengths outside still tell of the lengths inside. Compared are the packets that enter the
 * tunnel (long TCP segments cut as its MSS has them cut) and the datagrams they leave in (fragments put
 * together, the tunnel's own packets left out; of a tunnel over TCP its records). Behind NAPT they are the same.
 */
export const lengthFiguresSchema = z.object({
  vantage: vantageNameSchema,
  /** Packets compared. */
  packets,
  distinctInside: packets,
  distinctOutside: packets,
  /** Shannon entropy of the length in bits a packet. */
  entropyInsideBits: z.number().nonnegative(),
  entropyOutsideBits: z.number().nonnegative(),
  /** H(length inside | length outside): bits a packet that whoever knows how common each length is misses. */
  hiddenBits: z.number().nonnegative(),
  /** Packets whose length outside goes with one length inside only, of those in this recording. */
  toldShare: share,
  /** Packets whose length inside is right when the commonest one of each length outside is guessed. */
  guessedShare: share,
  /** The most lengths, of all that an IP packet can have, that leave with one length seen here; 1: none is hidden. */
  mostAlike: z.number().int().positive(),
});
export type LengthFigures = z.infer<typeof lengthFiguresSchema>;

/** What an eavesdropper inside the home could tell packets by. */
export const facetNames = [
  'devices',
  'lan',
  'servers',
  'names',
  'ports',
  'protocols',
  'connections',
  'flags',
  'sizes',
  'times',
  'directions',
  'count',
] as const;

/** One of them, and what became of it outside. */
export const facetSchema = z.object({
  name: z.enum(facetNames),
  fate: z.enum(['gone', 'blurred', 'stays']),
  /**
   * How many different ones there are, where that can be counted; `count` is how many packets, outside with the
   * tunnel's own among them, and of a tunnel over TCP its records.
   */
  inside: packets.nullable(),
  outside: packets.nullable(),
});
export type Facet = z.infer<typeof facetSchema>;

/** A sentence for people that holds for these very figures; words in `messages.ts`. */
export const hidingSentenceSchema = z.object({
  code: z.enum([
    'router-hides-devices',
    'ipv6-tells-devices',
    'hides-servers-not-sizes',
    'hides-servers-rounds-sizes',
    'lengths-in-the-clear',
    'sizes-told',
    'sizes-all-told',
    'newer-hides-less',
    'looks-like-one',
    'lan-unseen',
    'own-packets',
  ]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
});
export type HidingSentence = z.infer<typeof hidingSentenceSchema>;

/** What a vantage hides of a home, and what it does not. */
export const hidingSchema = z.object({
  lengths: lengthFiguresSchema,
  facets: z.array(facetSchema),
  /** The tunnel's own packets by what they are for; they carry nothing of the home. Together `controlPackets`. */
  own: z.object({
    handshake: packets,
    keepalive: packets,
    acknowledgement: packets,
    other: packets,
  }),
  /** The most important first. */
  sentences: z.array(hidingSentenceSchema),
});
export type Hiding = z.infer<typeof hidingSchema>;
