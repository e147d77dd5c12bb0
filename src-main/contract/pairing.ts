import { z } from 'zod';
import { tunnelSightingSchema } from './tunnel-sighting';

/** How the clock of the capture outside stands to that inside. */
export const clockSchema = z.object({
  /** Time inside, in seconds since the epoch, at which the offset is meant. */
  startTime: z.number(),
  /** Seconds by which the outer clock is ahead, where delays are the same both ways. */
  offsetSeconds: z.number(),
  /** Millionths by which it runs faster; 0 where the captures are too short to tell. */
  driftPpm: z.number(),
  /** Seconds that packets take from one capture to the other; null where they go one way only. */
  delaySeconds: z.number().nullable(),
});
export type Clock = z.infer<typeof clockSchema>;

/** The paper's rule on the same packets: a smaller packet inside within 0.02 s, the nearest. */
export const paperRuleSchema = z.object({
  /** Data packets outside for which it finds one. */
  paired: z.number().int(),
  /** Of the packets that both rules pair, the share to which they give the same packet inside. */
  agreement: z.number().nullable(),
});

/** How packets of the two captures were put together. */
export const pairingSchema = clockSchema.extend({
  /** Outer packets of the view; for a tunnel over TCP its records. */
  packets: z.number().int(),
  /** Of these, those whose packet inside is known ... */
  paired: z.number().int(),
  /** ... those of the tunnel itself (in a stream records, never acknowledgements of TCP) ... */
  controlPackets: z.number().int(),
  /** ... and data for which no packet inside fits. */
  unpaired: z.number().int(),
  /** Outer packets that came twice, by their number in the clear; they are paired like the first. */
  duplicates: z.number().int(),
  /** Packets inside that cross the gateway while the tunnel was recorded, and those with a counterpart. */
  insidePackets: z.number().int(),
  insidePaired: z.number().int(),
  paperRule: paperRuleSchema.nullable(),
  /** Name of the length law that fits the pairs; null behind NAPT. */
  law: z.string().nullable(),
  /** What the walk through a TCP stream lost; null for all other tunnels. */
  stream: z
    .object({
      records: z.number().int(),
      missingBytes: z.number().int(),
      skippedBytes: z.number().int(),
    })
    .nullable(),
});
export type Pairing = z.infer<typeof pairingSchema>;

/** The tunnel of a two-sided capture, or null behind NAPT, and how the sides were paired. */
export const twoSidedSchema = z.object({
  tunnel: tunnelSightingSchema.nullable(),
  /** Other tunnels that the capture outside shows. */
  otherTunnels: z.number().int(),
  pairing: pairingSchema,
});
export type TwoSided = z.infer<typeof twoSidedSchema>;
