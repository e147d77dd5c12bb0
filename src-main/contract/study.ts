import { z } from 'zod';
import { problemSchema } from './errors';
import { adversaryModels } from './learning';
import { captureFileSchema, confusionSchema } from './results';
import { vantageNameSchema } from './vantage';

/** `pure`: one IoT device active at a time, each alone; `noisy`: all together, as recorded (HomeMole, section 5). */
export const scenarioSchema = z.enum(['pure', 'noisy']);
export type Scenario = z.infer<typeof scenarioSchema>;
/** `time`: the later part is tested on; `random`: the paper's, windows drawn at random, 8:2. */
export const splitKindSchema = z.enum(['time', 'random']);
export type SplitKind = z.infer<typeof splitKindSchema>;
/** What the adversary is not let see. */
export const ablationSchema = z.enum([
  'none',
  'no-port',
  'no-interval',
  'no-length',
  'no-direction',
]);
export type Ablation = z.infer<typeof ablationSchema>;
/** `server`: the remote port in both directions; `paper`: the destination port, inbound the gateway's own. */
export const portModeSchema = z.enum(['server', 'paper']);
export type StudyPortMode = z.infer<typeof portModeSchema>;
/** `paper-forest`: the forest with the paper's own features, one-hot ports reduced to 50 components. */
export const studyModelSchema = z.enum([...adversaryModels, 'paper-forest']);
export type StudyModel = z.infer<typeof studyModelSchema>;

/** What one run of a study is, apart from its seed. */
export const studyCellSchema = z.object({
  vantage: vantageNameSchema,
  model: studyModelSchema,
  scenario: scenarioSchema,
  split: splitKindSchema,
  /** Packets in a window: of recurrent models, and drawn together by the random split. */
  window: z.number().int(),
  ablation: ablationSchema,
  portMode: portModeSchema,
});
export type StudyCell = z.infer<typeof studyCellSchema>;

/** Mean over the seeds with its 95 % confidence interval (Student's t); `low` and `high` null for one seed. */
export const estimateSchema = z.object({
  mean: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Estimate = z.infer<typeof estimateSchema>;

export const studyRunSchema = studyCellSchema.extend({
  /** The seeds that ended; one that failed is in `failures`. */
  seeds: z.array(z.number().int()),
  overallAccuracy: estimateSchema,
  /** Null where the test part has no packet of an IoT device. */
  iotAccuracy: estimateSchema.nullable(),
  macroRecall: estimateSchema,
  /** Recall of each class of the test part, mean over the seeds. */
  categoryAccuracy: z.record(z.string(), z.number()),
  /** Of the first seed. */
  confusion: confusionSchema,
  trainPackets: z.number().int(),
  testPackets: z.number().int(),
});
export type StudyRun = z.infer<typeof studyRunSchema>;

/** What needs no training, or must not learn anything: measured for each vantage, scenario, split and window. */
export const studyBaselineSchema = z.object({
  vantage: vantageNameSchema,
  scenario: scenarioSchema,
  split: splitKindSchema,
  window: z.number().int(),
  /** Always the commonest class of the training part. */
  majority: z.object({ overallAccuracy: z.number(), macroRecall: z.number() }),
  /** The class of the training packets with the nearest length in the same direction. */
  nearestLength: z.object({ overallAccuracy: z.number(), macroRecall: z.number() }),
  /** The study's first model, trained on labels that were permuted: must be at chance; null when not run. */
  permuted: z
    .object({ model: studyModelSchema, macroRecall: estimateSchema, chance: z.number() })
    .nullable(),
});
export type StudyBaseline = z.infer<typeof studyBaselineSchema>;

/** How many devices are active in a window of the merged stream (the paper's figure 7). */
export const combinationBinSchema = z.object({
  devices: z.number().int(),
  windows: z.number().int(),
});

/** What a random split adds (random less time) because it tests on neighbours of what it trained on. */
export const leakageGapSchema = studyCellSchema.omit({ split: true }).extend({
  overallAccuracy: z.number(),
  iotAccuracy: z.number().nullable(),
  macroRecall: z.number(),
});
export type LeakageGap = z.infer<typeof leakageGapSchema>;

/** A run that came to nothing; the others stand. */
export const studyFailureSchema = z.object({
  cell: studyCellSchema,
  seed: z.number().int(),
  permuted: z.boolean(),
  problem: problemSchema,
});
export type StudyFailure = z.infer<typeof studyFailureSchema>;

/** One type that the adversary never met: neither it nor its threshold has seen a packet of it. */
export const leftOutSchema = z.object({
  type: z.string(),
  /** Its packets that were asked about, and the share of them called `unknown`. */
  packets: z.number().int(),
  unknown: z.number(),
  /** The type that most of its other packets were taken for; null when all were called `unknown`. */
  takenFor: z.string().nullable(),
  /** Share of the packets of known types called `unknown`, mean over these types. */
  knownUnknown: z.number(),
  /** Chance that the adversary is less sure of a packet of it than of one of a known type. */
  auroc: z.number(),
});
export type LeftOut = z.infer<typeof leftOutSchema>;

/** Leaving each type out in turn, with one adversary and the first seed. */
export const studyUnknownSchema = studyCellSchema.extend({ types: z.array(leftOutSchema) });
export type StudyUnknown = z.infer<typeof studyUnknownSchema>;

/** What a study is to run: every combination of the lists that differs in meaning. */
export const studyPlanSchema = z.object({
  vantages: z.array(vantageNameSchema).min(1),
  models: z.array(studyModelSchema).min(1),
  scenarios: z.array(scenarioSchema).min(1),
  splits: z.array(splitKindSchema).min(1),
  windows: z.array(z.number().int().min(2).max(1000)).min(1),
  ablations: z.array(ablationSchema).min(1),
  portModes: z.array(portModeSchema).min(1),
  seeds: z.array(z.number().int().min(0).max(0xffffffff)).min(1).max(20),
  /** Of the recurrent models. */
  epochs: z.number().int().min(1).max(1000),
  /** Share of the time that is trained on in the split by time. */
  trainShare: z.number().min(0.1).max(0.9),
  permuted: z.boolean(),
  /** Whether to leave each IoT type out in turn; absent: no. */
  unknown: z.boolean().optional(),
});
export type StudyPlan = z.infer<typeof studyPlanSchema>;

/** `study --json`: adversaries, scenarios, splits, windows and ablations side by side. */
export const studyResultSchema = z.object({
  format: z.literal('homemole-study'),
  version: z.literal(1),
  simulated: z.boolean(),
  files: z.array(captureFileSchema),
  plan: studyPlanSchema,
  /** Window of the histogram, in packets, and its bins from one device on. */
  combinations: z.object({ window: z.number().int(), bins: z.array(combinationBinSchema) }),
  runs: z.array(studyRunSchema),
  baselines: z.array(studyBaselineSchema),
  leakage: z.array(leakageGapSchema),
  /** Absent when it was not asked for. */
  unknown: z.array(studyUnknownSchema).optional(),
  failures: z.array(studyFailureSchema),
  /** Of the split by time; `split` in words. */
  method: z.object({
    split: z.string(),
    trainSeconds: z.number(),
    gapSeconds: z.number(),
    testSeconds: z.number(),
  }),
});
export type StudyResult = z.infer<typeof studyResultSchema>;
