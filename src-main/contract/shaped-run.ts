import { z } from 'zod';
import { adversaryModelSchema } from './learning';
import { placementSchema, publishedPointSchema, weaknessSchema } from './shaping-parameters';
import { vantageNameSchema } from './vantage';

/** Longest text of a shaping. */
export const shapingTextSchema = z.string().min(1).max(2000);

/** What a packet of shaped traffic is: `kind` of its row. */
export const packetKinds = ['real', 'dummy', 'fragment'] as const;
export type ShapedPacketKind = (typeof packetKinds)[number];
/** Carries a packet of the home, or the first piece of one. */
export const REAL = 0;
/** Carries nothing. */
export const DUMMY = 1;
/** A later piece of a packet that was cut. */
export const FRAGMENT = 2;

/** Seconds by which real packets leave later than they came; of a cut one its last piece. */
export const latencySchema = z.object({
  mean: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
});
export type Latency = z.infer<typeof latencySchema>;

const costFields = {
  /** IP bytes (inside a tunnel, before it adds its own) sent over those there were. */
  bytesRatio: z.number(),
  packetsRatio: z.number(),
  addedBytesPerSecond: z.number(),
  /** In 30 days, 10^9 bytes. */
  addedGigabytesPerMonth: z.number(),
  latencySeconds: latencySchema,
  /** Most real packets that wait at once. */
  peakQueue: z.number().int(),
  /** False where a packet waits for more than a minute: the queue grows faster than it is sent. */
  feasible: z.boolean(),
};

export const shapingCostSchema = z.object({
  ...costFields,
  seconds: z.number(),
  /** Packets that cross the gateway, and their IP bytes, before and after. */
  before: z.object({ packets: z.number().int(), bytes: z.number() }),
  after: z.object({ packets: z.number().int(), bytes: z.number() }),
  kinds: z.object({
    real: z.number().int(),
    dummy: z.number().int(),
    fragment: z.number().int(),
  }),
  /** Each device that sends or receives; dummies count for the device they are sent for, if for one. */
  devices: z.array(z.object({ device: z.string(), type: z.string(), ...costFields })),
  /** Bytes and packets of dummies that are sent for no device but for the home. */
  homeDummies: z.object({ packets: z.number().int(), bytes: z.number() }),
  /** What the delays mean for two things that notice: by `noticedDelay`. */
  consequences: z.array(
    z.object({
      use: z.enum(['camera-stream', 'voice-assistant']),
      verdict: z.enum(['fine', 'noticeable', 'unusable']),
      text: z.string(),
    }),
  ),
});
export type ShapingCost = z.infer<typeof shapingCostSchema>;

/** One shaping of a sequence, and where it runs here. */
export const placedStepSchema = z.object({
  name: z.string(),
  placement: placementSchema,
  /** Which ways it shapes. */
  directions: z.enum(['both', 'out']),
});
export type PlacedStep = z.infer<typeof placedStepSchema>;

/** A figure with its 95 % interval by block bootstrap; bounds null where there were too few blocks. */
export const boundedSchema = z.object({
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Bounded = z.infer<typeof boundedSchema>;

/** How often one interaction was done in the tested part, claimed, and claimed rightly (within ten seconds). */
export const shapedInteractionSchema = z.object({
  device: z.string(),
  interaction: z.string(),
  events: z.number().int(),
  claimed: z.number().int(),
  right: z.number().int(),
});
export type ShapedInteraction = z.infer<typeof shapedInteractionSchema>;

/** How well an adversary does; over real packets and their pieces, dummies count in none. */
export const shapedFiguresSchema = z.object({
  /** `histogram`: the second family, nearest histograms of sizes and directions around a packet. */
  model: z.enum([...adversaryModelSchema.options, 'histogram']),
  overallAccuracy: boundedSchema,
  /** Null where no packet of a smart device was tested. */
  iotAccuracy: boundedSchema.nullable(),
  macroRecall: boundedSchema,
  categoryAccuracy: z.record(z.string(), z.number()),
  /** Always naming the commonest class of the training part, over all and over IoT packets. */
  majority: z.number(),
  iotMajority: z.number().nullable(),
  /** Mean F1 over the IoT types of telling in windows of six minutes whether a type is there; null: not measured. */
  presenceF1: z.number().nullable(),
  /**
   * How many IoT types are counted at once in windows of six minutes: by how many the count is wrong on average, by how
   * many that of one who always says the same, and how many were there; null: not measured.
   */
  counting: z
    .object({
      meanAbsoluteError: z.number(),
      constantError: z.number(),
      meanPresent: z.number(),
    })
    .nullable(),
  /**
   * Mean F1 of telling what people did in continuous traffic, over the interactions that can be learned without
   * shaping; null: not measured, or none can be.
   */
  interactionF1: z.number().nullable(),
  /** What that is the mean of; absent where it is null. */
  interactions: z.array(shapedInteractionSchema).optional(),
  packets: z.number().int(),
});
export type ShapedFigures = z.infer<typeof shapedFiguresSchema>;

/** Bounds that speak of no classifier in particular. */
export const shapedBoundsSchema = z.object({
  /** Least error of the type of a packet by these features (Cover and Hart 1967, from the nearest neighbour). */
  bayesErrorLower: z.number().nullable(),
  nearestNeighbourError: z.number().nullable(),
  /** Information of a packet's size and direction about its type in bits, with Miller and Madow's correction. */
  mutualInformationBits: z.number(),
  /** The 95 % point of the same with the types permuted: less than it is chance. */
  permutationNullBits: z.number(),
  typeEntropyBits: z.number(),
});
export type ShapedBounds = z.infer<typeof shapedBoundsSchema>;

/** What holds by proof; each null where the shaping gives no such promise. */
export const shapedProofSchema = z.object({
  /** Differential privacy of one window. */
  privacy: z
    .object({ epsilon: z.number(), delta: z.number(), windowSeconds: z.number() })
    .nullable(),
  /** Chance that a period of STP that is seen holds real traffic: a/(a+(1-a)q). */
  stpPosterior: z.object({ active: z.number(), posterior: z.number() }).nullable(),
});
export type ShapedProof = z.infer<typeof shapedProofSchema>;

/** One shaping at one vantage: a row of the table, a point of the chart. Also `shaping[]` of an audit. */
export const shapedRunSchema = z.object({
  /** As `formatShaping` writes it. */
  shaping: z.string(),
  vantage: vantageNameSchema,
  steps: z.array(placedStepSchema),
  cost: shapingCostSchema,
  /** Learned from unshaped traffic: optimistic for the home. */
  static: shapedFiguresSchema,
  /** Learned from shaped traffic of the training part, with other random numbers: the figure that counts. */
  adaptive: shapedFiguresSchema.nullable(),
  /** Another family of adversary, retrained as well. */
  second: shapedFiguresSchema.nullable(),
  bounds: shapedBoundsSchema.nullable(),
  proof: shapedProofSchema,
  weaknesses: z.array(weaknessSchema),
  published: z.array(publishedPointSchema),
});
export type ShapedRun = z.infer<typeof shapedRunSchema>;
