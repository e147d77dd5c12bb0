import { z } from 'zod';
import { problemSchema } from './errors';
import { adversaryModelSchema } from './learning';
import { captureFileSchema, claimSchema, verdicts } from './results';
import {
  placedStepSchema,
  shapedFiguresSchema,
  shapedProofSchema,
  shapedRunSchema,
  shapingCostSchema,
  shapingTextSchema,
} from './shaped-run';
import { publishedPointSchema, weaknessSchema } from './shaping-parameters';
import { vantageNameSchema } from './vantage';

export * from './shaped-run';

/** `shape --json` */
export const shapeResultSchema = z.object({
  shaping: z.string(),
  vantage: vantageNameSchema,
  simulated: z.boolean(),
  steps: z.array(placedStepSchema),
  /** After shaping: IP packets and bytes that cross the gateway, before a tunnel adds its own. */
  packets: z.number().int(),
  bytes: z.number(),
  cost: shapingCostSchema,
  weaknesses: z.array(weaknessSchema),
});
export type ShapeResult = z.infer<typeof shapeResultSchema>;

/** How dear the measuring may be. */
export const shapingEffortSchema = z.object({
  model: adversaryModelSchema.exclude(['lstm', 'blstm']),
  trees: z.number().int().min(5).max(500),
  /** Hours of each day that are used, evenly over the day; 24: all. */
  hoursOfDay: z.number().min(0.1).max(24),
  /** Share of the time that is learned from; absent: two thirds. */
  trainShare: z.number().min(0.1).max(0.9).optional(),
  /** Without it the static adversary and the bounds alone. */
  adaptive: z.boolean(),
});
export type ShapingEffort = z.infer<typeof shapingEffortSchema>;

export const shapingStudyPlanSchema = z.object({
  vantages: z
    .array(vantageNameSchema.exclude(['lan']))
    .min(1)
    .max(10),
  shapings: z.array(shapingTextSchema).min(1).max(65),
  seed: z.number().int().min(0).max(0xffffffff),
  effort: shapingEffortSchema,
});
export type ShapingStudyPlan = z.infer<typeof shapingStudyPlanSchema>;

/** `shape --study --json`, and what a laboratory job ends with: many shapings side by side. */
export const shapingStudySchema = z.object({
  format: z.literal('homemole-shaping'),
  version: z.literal(1),
  simulated: z.boolean(),
  files: z.array(captureFileSchema),
  plan: shapingStudyPlanSchema,
  /** The unshaped home at each vantage comes first: its shaping is `none`. */
  runs: z.array(shapedRunSchema),
  failures: z.array(
    z.object({ shaping: z.string(), vantage: vantageNameSchema, problem: problemSchema }),
  ),
  method: z.object({
    split: z.string(),
    trainSeconds: z.number(),
    testSeconds: z.number(),
    trainPackets: z.number().int(),
    testPackets: z.number().int(),
  }),
});
export type ShapingStudy = z.infer<typeof shapingStudySchema>;

export const shapingBudgetSchema = z.object({
  /** At most so many bytes for each byte before, e.g. 1.2. */
  bytesRatio: z.number().min(1).max(1000),
  /** At most so long for 95 % of the packets, in seconds. */
  latencySeconds: z.number().min(0).max(60),
});
export type ShapingBudget = z.infer<typeof shapingBudgetSchema>;

/**
 * What a search tried. `iotAccuracy` is the adaptive adversary's, null where it was ruled out before: by the
 * budget, or by `screenedIotAccuracy`, that of the histogram adversary retrained, absent beyond the budget.
 */
export const triedShapingSchema = z.object({
  shaping: z.string(),
  bytesRatio: z.number(),
  latencySeconds: z.number(),
  feasible: z.boolean(),
  withinBudget: z.boolean(),
  iotAccuracy: z.number().nullable(),
  screenedIotAccuracy: z.number().optional(),
});

/** The best setting within a budget: that with the least accuracy of the adaptive adversary. */
export const shapingSearchSchema = z.object({
  format: z.literal('homemole-shaping-search'),
  version: z.literal(1),
  simulated: z.boolean(),
  vantage: vantageNameSchema,
  budget: shapingBudgetSchema,
  seed: z.number().int(),
  /** Null where nothing but `none` keeps the budget. */
  best: shapedRunSchema.nullable(),
  tried: z.array(triedShapingSchema),
});
export type ShapingSearch = z.infer<typeof shapingSearchSchema>;

/** A device before and after: the same adversary, which learned from unshaped traffic. */
export const triedDeviceSchema = z.object({
  device: z.string(),
  type: z.string(),
  verdictBefore: z.enum(verdicts),
  verdictAfter: z.enum(verdicts),
  recallBefore: z.number().nullable(),
  recallAfter: z.number().nullable(),
});

/** Packets of a few seconds, one entry of each list a packet. */
export const packetStripSchema = z.object({
  /** Seconds since the epoch, and for how long. */
  from: z.number(),
  seconds: z.number(),
  /** Seconds after `from`. */
  time: z.array(z.number()),
  /** IP bytes. */
  size: z.array(z.number().int()),
  direction: z.array(z.number().int()),
  /** REAL, DUMMY or FRAGMENT. */
  kind: z.array(z.number().int()),
  /** By how many seconds it is later than it came; 0 for dummies. */
  delay: z.array(z.number()),
});
export type PacketStrip = z.infer<typeof packetStripSchema>;

/**
 * The fast answer while a slider moves: from the static adversary, so optimistic, on a part of the test
 * traffic.
 */
export const shapingTrialSchema = z.object({
  shaping: z.string(),
  vantage: vantageNameSchema,
  simulated: z.boolean(),
  steps: z.array(placedStepSchema),
  cost: shapingCostSchema,
  before: shapedFiguresSchema,
  after: shapedFiguresSchema,
  devices: z.array(triedDeviceSchema),
  claimsBefore: z.array(claimSchema),
  claimsAfter: z.array(claimSchema),
  stripBefore: packetStripSchema,
  stripAfter: packetStripSchema,
  proof: shapedProofSchema,
  weaknesses: z.array(weaknessSchema),
  published: z.array(publishedPointSchema),
});
export type ShapingTrial = z.infer<typeof shapingTrialSchema>;

/** A setting for what exists, each saying what it does not cover. */
export const shapingRecipeSchema = z.object({
  kind: z.enum(['tc', 'nftables', 'maybenot', 'wireguard']),
  title: z.string(),
  /** Name of the file to save it as. */
  file: z.string(),
  text: z.string(),
  covers: z.array(z.string()),
  lacks: z.array(z.string()).min(1),
});
export type ShapingRecipe = z.infer<typeof shapingRecipeSchema>;
