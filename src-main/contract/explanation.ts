import { z } from 'zod';
import { adversaryModelSchema } from './learning';
import { vantageNameSchema } from './vantage';

/**
 * Why an adversary gives one packet its label, by occlusion: one thing after the other is replaced by what
 * is common in the view, and the probability of the label is asked for again.
 */

/** What a packet brings by itself; `service`: server port and protocol, behind NAPT. */
export const ownFeatures = ['length', 'direction', 'interval', 'service'] as const;

/** How the label fares without something. */
const influenceSchema = z.object({
  /** By how much the label's probability falls without it, -1 to 1; below 0 it speaks against the label. */
  effect: z.number().min(-1).max(1),
  /** What the packet would be called without it. */
  without: z.string(),
});
export type Influence = z.infer<typeof influenceSchema>;

/** A packet as the eavesdropper sees it. */
const seenPacketSchema = z.object({
  /** Outer frame length in bytes. */
  length: z.number().int(),
  /** INBOUND or OUTBOUND. */
  direction: z.number().int(),
  /** Null in a tunnel. */
  serverPort: z.number().int().nullable(),
});

export const influentialPacketSchema = seenPacketSchema.extend({
  ...influenceSchema.shape,
  /** Packets from the explained one: -1 is the one before. */
  offset: z.number().int(),
  /** From the explained packet; negative before it. */
  seconds: z.number(),
  /** Whether it has the explained packet's length, direction and server port. */
  alike: z.boolean(),
});
export type InfluentialPacket = z.infer<typeof influentialPacketSchema>;

export const explanationSchema = z.object({
  format: z.literal('homemole-explanation'),
  version: z.literal(1),
  simulated: z.boolean(),
  vantage: vantageNameSchema,
  model: adversaryModelSchema,
  packet: seenPacketSchema.extend({
    /** Place in the view, from 1 on, as `view --packets` lists it. */
    number: z.number().int().positive(),
    /** Seconds since the epoch. */
    time: z.number(),
    /** Seconds since the packet before; null for the first. */
    interval: z.number().nonnegative().nullable(),
  }),
  /** What the adversary calls it, and how sure it is. */
  label: z.string(),
  probability: z.number(),
  /** The likeliest classes, the label first. */
  likeliest: z.array(z.object({ label: z.string(), probability: z.number() })).max(5),
  /** Null for the tunnel's own packets, and where no device is known to have sent or got it. */
  truth: z.object({ type: z.string(), device: z.string() }).nullable(),
  /** Whether the adversary was trained on this packet: then the label tells little of its skill. */
  learnedFrom: z.boolean(),
  own: z.array(influenceSchema.extend({ feature: z.enum(ownFeatures) })),
  /** Packets around it that the adversary looks at, those that move the label most first. */
  packets: z.array(influentialPacketSchema),
  /** All of `packets` at once; null where there are none. */
  together: influenceSchema.nullable(),
  /** All packets like it at once, near and far; null where the adversary does not look for them. */
  rhythm: influenceSchema.nullable(),
  /** All else that passes within a minute, left out; null where the adversary does not count it. */
  bustle: influenceSchema.nullable(),
});
export type Explanation = z.infer<typeof explanationSchema>;
