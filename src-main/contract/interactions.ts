import { z } from 'zod';
import { vantageNameSchema } from './vantage';

/** Packets that look alike from outside: a frame length in bytes and a direction (0 in, 1 out). */
export const packetKindSchema = z.object({
  length: z.number().int().nonnegative(),
  direction: z.union([z.literal(0), z.literal(1)]),
});
export type PacketKind = z.infer<typeof packetKindSchema>;

/** A kind of packet that comes with an interaction and seldom else, and how long after it. */
export const anchorSchema = packetKindSchema.extend({
  /** Seconds from the interaction to the packet, the median. */
  offset: z.number(),
  /** Share of the interactions around which it was seen. */
  share: z.number().min(0).max(1),
});
export type Anchor = z.infer<typeof anchorSchema>;

/** What was learned of the interactions with one type of device. */
export const habitsSchema = z.object({
  /** Its device, or its type where the home has several of it: from outside they look alike. */
  device: z.string(),
  type: z.string(),
  /** Names of the interactions; the class after the last is "none of them". */
  interactions: z.array(z.string()).min(1),
  /** Events of each that were learned from. */
  learned: z.array(z.number().int()),
  anchors: z.array(anchorSchema).min(1),
  /** Anchors within so many seconds are of one interaction. */
  apart: z.number().nonnegative(),
  /** Packets that are counted around each anchor. */
  columns: z.array(packetKindSchema),
  /**
   * How much likelier than otherwise interaction `b` is after `a`: `follows[a][b]`. A door that was
   * locked is unlocked next.
   */
  follows: z.array(z.array(z.number().positive())),
  /** The forest as ONNX, in base64. */
  forest: z.string(),
});
export type Habits = z.infer<typeof habitsSchema>;

/** What `homemole interactions train` writes. */
export const interactionsModelSchema = z.object({
  format: z.literal('homemole-interactions'),
  version: z.literal(1),
  vantage: vantageNameSchema,
  simulated: z.boolean(),
  seed: z.number().int(),
  /** Seconds since the epoch of the first and last packet learned from. */
  span: z.object({ first: z.number(), last: z.number() }),
  habits: z.array(habitsSchema),
  /** Interactions of the event file that could not be learned, and why. */
  notLearned: z.array(
    z.object({
      device: z.string(),
      interaction: z.string(),
      events: z.number().int(),
      why: z.enum(['too-few-events', 'nothing-typical', 'unknown-device']),
    }),
  ),
});
export type InteractionsModel = z.infer<typeof interactionsModelSchema>;

/** An interaction that the eavesdropper claims to have seen. */
export const foundEventSchema = z.object({
  /** Seconds since the epoch. */
  time: z.number(),
  device: z.string(),
  interaction: z.string(),
  /** How many at once; found one by one, each counts 1. */
  count: z.number().int(),
  confidence: z.number(),
});
export type FoundEvent = z.infer<typeof foundEventSchema>;

/** A claim of an audit, beside the truth. */
export const auditEventSchema = foundEventSchema
  .omit({ count: true })
  .extend({ right: z.boolean() });
export type AuditEvent = z.infer<typeof auditEventSchema>;

export const interactionsRunSchema = z.object({
  vantage: vantageNameSchema,
  simulated: z.boolean(),
  seconds: z.number(),
  events: z.array(foundEventSchema),
});
export type InteractionsRun = z.infer<typeof interactionsRunSchema>;

/** How well the events of one interaction were found. */
export const interactionScoreSchema = z.object({
  device: z.string(),
  interaction: z.string(),
  /** Marked events, claims, and claims that are right. */
  events: z.number().int(),
  claimed: z.number().int(),
  right: z.number().int(),
  /** Null without a claim, and without an event. */
  precision: z.number().nullable(),
  recall: z.number().nullable(),
});
export type InteractionScore = z.infer<typeof interactionScoreSchema>;

export const interactionsEvaluationSchema = interactionsRunSchema.extend({
  /** Mean over the interactions that have events. */
  macroF1: z.number(),
  /** By interaction, over all devices that have it. */
  f1: z.record(z.string(), z.number()),
  /** Ma et al., section V: error of the number in each minute, relative to the true numbers. */
  rte: z.record(z.string(), z.number()),
  scores: z.array(interactionScoreSchema),
  /** Claims at no marked event of any interaction, for a day. */
  falseAlarmsPerDay: z.number(),
  /** Rows: marked; columns: claimed; the last of both is none. */
  confusion: z.object({
    labels: z.array(z.string()),
    matrix: z.array(z.array(z.number().int())),
  }),
  /** Whether it learned from packets of this very time, so that this measures memory, not skill. */
  learnedFromThese: z.boolean(),
  /** Seconds within which a claim is right. */
  tolerance: z.number(),
});
export type InteractionsEvaluation = z.infer<typeof interactionsEvaluationSchema>;
