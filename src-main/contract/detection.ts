import { z } from 'zod';
import { packetKindSchema } from './learning';
import { vantageNameSchema } from './vantage';

/** Seconds of the paper's window. */
export const PAPER_WINDOW = 360;

/** What is counted in a window to tell whether devices of a type are there. */
export const tellingSchema = z.object({
  /** Kinds of packets that the type sends often; server ports are null where they are not looked at. */
  kinds: z.array(packetKindSchema).min(1),
  /** Kinds that follow each other within half a second: numbers of two of `kinds`. */
  pairs: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** Kinds that come again after a period, in seconds. */
  periods: z.array(z.object({ kind: z.number().int(), seconds: z.number().positive() })),
});
export type Telling = z.infer<typeof tellingSchema>;

/** Tells whether devices of a type are in the home. */
export const detectorSchema = z.object({
  type: z.string(),
  /** Seconds that it looks at, to the end of the window that is judged. */
  window: z.number().positive(),
  /** Windows of the training part in which the type sends something: those it learned from. */
  learned: z.number().int(),
  telling: tellingSchema,
  /** The forest as ONNX, in base64; its second class is "there". */
  forest: z.string(),
});
export type Detector = z.infer<typeof detectorSchema>;

/** What `homemole detect train` writes. */
export const detectionModelSchema = z.object({
  format: z.literal('homemole-detection'),
  version: z.literal(1),
  vantage: vantageNameSchema,
  simulated: z.boolean(),
  seed: z.number().int(),
  /** Seconds since the epoch of the first and last packet learned from. */
  span: z.object({ first: z.number(), last: z.number() }),
  detectors: z.array(detectorSchema),
  /** Types that could not be learned: they send something in too few windows. */
  notLearned: z.array(z.object({ type: z.string(), windows: z.number().int() })),
});
export type DetectionModel = z.infer<typeof detectionModelSchema>;

/** What the eavesdropper says of a stretch of time, by type. */
export const detectionWindowSchema = z.object({
  /** Seconds since the epoch. */
  start: z.number(),
  end: z.number(),
  present: z.record(z.string(), z.boolean()),
  /** How sure it is that the type is there, 0 to 1. */
  confidence: z.record(z.string(), z.number()),
});
export type DetectionWindow = z.infer<typeof detectionWindowSchema>;

const byType = z.record(z.string(), z.number().nullable());

/**
 * How well presence was told, by type: windows as they were against the same windows without the type's
 * packets, where the type sends something in them (Ma et al., section V).
 */
export const detectionScoresSchema = z.object({
  /** Of the windows called present the share that was; null without any. */
  precision: byType,
  /** Null where the type sends nothing in these captures. */
  recall: byType,
  f1: byType,
  /** Mean of `f1` over the types that send something; null without any. */
  meanF1: z.number().nullable(),
  /** Windows in which the type sends something: as many of each kind were judged. */
  judged: z.record(z.string(), z.number().int()),
  /** Median seconds from a device's first packet after it is switched on until it is called present. */
  responseSeconds: byType,
});
export type DetectionScores = z.infer<typeof detectionScoresSchema>;

/** What `homemole detect run` prints; scores where a label file tells the truth. */
export const detectionRunSchema = detectionScoresSchema.partial().extend({
  vantage: vantageNameSchema,
  simulated: z.boolean(),
  windows: z.array(detectionWindowSchema),
  /** Seconds of each window, and how far back each type looks from its end. */
  windowSeconds: z.number(),
  lookBack: z.record(z.string(), z.number()),
  /** Whether it learned from packets of this very time, so that scores measure memory, not skill. */
  learnedFromThese: z.boolean(),
});
export type DetectionRun = z.infer<typeof detectionRunSchema>;
