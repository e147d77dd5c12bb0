import { z } from 'zod';

/** How presence and activity of one type are told from the packets given to it. */
export const typeReadingSchema = z.object({
  type: z.string(),
  /** Length of its windows: 360 s, longer for a type that sends rarely. */
  windowSeconds: z.number(),
  /** Logistic regression of presence on log(1 + evidence), evidence being the summed log odds of the packets. */
  intercept: z.number(),
  slope: z.number().nonnegative(),
  /** Bytes of its frames in six minutes: the median, and from where on it is busy. */
  idleBytes: z.number(),
  busyBytes: z.number(),
});
export type TypeReading = z.infer<typeof typeReadingSchema>;

/**
 * How an adversary's probabilities are to be read: learned on a later block of the training part, which
 * the model that was asked there had not learned from.
 */
export const calibrationSchema = z.object({
  /** Logits are divided by it (Guo et al., ICML 2017): below 1 the model was too unsure, above too sure. */
  temperature: z.number(),
  /** Below this calibrated probability of the likeliest class the adversary abstains: `unknown`. */
  abstainBelow: z.number(),
  /** Packets it was learned from. */
  packets: z.number().int(),
  types: z.array(typeReadingSchema),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** How far probabilities may be taken at their word, over packets with a class; 0 is best for both. */
export const calibrationQualitySchema = z.object({
  /** Expected calibration error of the likeliest class, 15 bins of equal width (Guo et al. 2017). */
  expectedCalibrationError: z.number(),
  /** Mean squared distance of the probabilities of all classes from the truth, 0 to 2 (Brier 1950). */
  brierScore: z.number(),
});
export type CalibrationQuality = z.infer<typeof calibrationQualitySchema>;

/** Measured on the test part: what calibration did, and what abstaining costs there. */
export const calibratedScoreSchema = calibrationSchema.omit({ types: true }).extend({
  before: calibrationQualitySchema,
  after: calibrationQualitySchema,
  /** The same over packets of IoT devices alone; null without any. */
  iotBefore: calibrationQualitySchema.nullable(),
  iotAfter: calibrationQualitySchema.nullable(),
  unknown: z.object({
    /** Share of the packets of known types that were called `unknown`, mean over these types. */
    ofKnown: z.number().nullable(),
    /** Share of the packets of types it never met; null when the test part has none. */
    ofUnmet: z.number().nullable(),
    /** IoT accuracy among the packets of known types that were given a name. */
    namedIotAccuracy: z.number().nullable(),
  }),
});
export type CalibratedScore = z.infer<typeof calibratedScoreSchema>;

/** Busy or idle in windows of six minutes: by the packets given to the type, and by its own. */
export const activitySchema = z.object({
  idleBytes: z.number(),
  busyBytes: z.number(),
  windows: z.number().int(),
  /** Windows in which the eavesdropper calls it busy, in which it was, and in which both. */
  claimed: z.number().int(),
  busy: z.number().int(),
  right: z.number().int(),
});
export type Activity = z.infer<typeof activitySchema>;

/**
 * What the eavesdropper makes of one type over the test part. All but `right`, `sureWasRight`, `score` and
 * what `activity` says of the truth is from its own evidence alone.
 */
export const typePresenceSchema = z.object({
  type: z.string(),
  windowSeconds: z.number(),
  windows: z.number().int(),
  /** Windows in which it says that the type was there, with a probability of at least a half. */
  claimed: z.number().int(),
  /** Those of them in which at least half of the evidence was from the type's own packets. */
  right: z.number().int(),
  /** Mean probability over the windows claimed; null without any. */
  probability: z.number().nullable(),
  /** Start of the first window in which it is sure (probability 0.9), seconds since 1970; null for never. */
  since: z.number().nullable(),
  /** Seconds from the first test packet to the moment at which it is sure. */
  sureSeconds: z.number().nullable(),
  /** Whether the type really sent or received in that window. */
  sureWasRight: z.boolean().nullable(),
  /** Windows in which it sent against every window without its packets; null where it sent nothing. */
  score: z
    .object({
      present: z.number().int(),
      /** Windows claimed: of `present`, and of those without its packets. */
      found: z.number().int(),
      falsely: z.number().int(),
      precision: z.number().nullable(),
      recall: z.number(),
      f1: z.number(),
      /** Of the probability of presence, 0 to 1. */
      brierScore: z.number(),
    })
    .nullable(),
  activity: activitySchema,
});
export type TypePresence = z.infer<typeof typePresenceSchema>;
