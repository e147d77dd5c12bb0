import { z } from 'zod';
import { packetKindSchema } from './learning';
import { profileSchema } from './profiles';
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

/** `best`: a forest on what is counted; `cnn`: a network on when profiles match, as Ma et al. have it. */
export const detectionMethods = ['best', 'cnn'] as const;
export type DetectionMethod = (typeof detectionMethods)[number];

const ofType = {
  type: z.string(),
  /** Seconds that it looks at, to the end of the window that is judged. */
  window: z.number().positive(),
};

/** From so sure on the type is called present: where F1 was best on parts of the time that were left out. */
const threshold = z.number().min(0).max(1);

/** A network on time arrays: how many matches of each profile begin in each stretch of the window. */
const onProfiles = {
  method: z.literal('cnn'),
  profiles: z.array(profileSchema).min(1),
  bins: z.number().int().min(64).max(10_000),
  /** Weights, float32 in base64, in the order of `parameterShapes`. */
  parameters: z.string(),
};

/** Tells whether devices of a type are in the home. */
export const detectorSchema = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('best'),
    ...ofType,
    /** Windows of the training part in which the type sends something: those it learned from. */
    learned: z.number().int(),
    threshold,
    telling: tellingSchema,
    /** The forest as ONNX, in base64; its second class is "there". */
    forest: z.string(),
  }),
  z.object({ ...onProfiles, ...ofType, learned: z.number().int(), threshold }),
]);
export type Detector = z.infer<typeof detectorSchema>;

/** Tells how many devices of a type say something, up to `most`. */
export const counterSchema = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('best'),
    ...ofType,
    most: z.number().int(),
    kinds: z.array(packetKindSchema).min(1),
    /** The number is the sum of these, each times how many packets of its kind there are, and `offset`. */
    weights: z.array(z.number()),
    offset: z.number(),
  }),
  z.object({ ...onProfiles, ...ofType, most: z.number().int() }),
]);
export type Counter = z.infer<typeof counterSchema>;

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
  /** Of types that are to be counted. */
  counters: z.array(counterSchema).default([]),
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
  /** How many devices of the type say something, where it was learned. */
  count: z.record(z.string(), z.number().int()),
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
  /** Mean difference from the number of devices that say something, in windows in which one does. */
  countError: byType,
  /** Share of these windows in which the number is right. */
  countedRight: byType,
});
export type DetectionScores = z.infer<typeof detectionScoresSchema>;

/** How well numbers of a type were told that were put together from its packets at other times. */
export const superposedSchema = z.object({
  /** Mean of the differences, and of the differences relative to the number, where there is one at least. */
  mae: z.number(),
  mape: z.number(),
  /** Some of the samples: true number and estimate. */
  points: z.array(z.tuple([z.number(), z.number()])),
});
export type Superposed = z.infer<typeof superposedSchema>;

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
  /** With `--superpose`: of each type that can be counted. */
  superposed: z.record(z.string(), superposedSchema).optional(),
});
export type DetectionRun = z.infer<typeof detectionRunSchema>;
