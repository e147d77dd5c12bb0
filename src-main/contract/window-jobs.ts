import { z } from 'zod';
import { adversaryModelSchema, cardSchema } from './learning';
import { auditResultSchema } from './results';
import {
  shapingBudgetSchema,
  shapingEffortSchema,
  shapingSearchSchema,
  shapingStudyPlanSchema,
  shapingStudySchema,
} from './shaping';
import { captureSourceSchema } from './source';
import { studyPlanSchema, studyResultSchema } from './study';
import { vantageNameSchema } from './vantage';

/** The jobs that the window starts, what they are asked, and what they end with. */

const seed = z.number().int().min(0).max(0xffffffff);

export const auditRequestSchema = z.object({
  source: captureSourceSchema,
  vantages: z.array(vantageNameSchema).min(1).max(11),
  seed,
});
export type AuditRequest = z.infer<typeof auditRequestSchema>;

export const trainingRequestSchema = z.object({
  source: captureSourceSchema,
  vantage: vantageNameSchema.exclude(['lan']),
  model: adversaryModelSchema,
  /** MACs of the devices to learn; null: all. Packets of others are neither learned from nor tested on. */
  devices: z.array(z.string().min(1).max(64)).min(1).max(10_000).nullable(),
  /** Packets in a window, and epochs at the most, of the recurrent models; null: those of the paper. */
  window: z.number().int().min(2).max(1000).nullable(),
  epochs: z.number().int().min(1).max(1000).nullable(),
  seed,
});
export type TrainingRequest = z.infer<typeof trainingRequestSchema>;

/** Adversaries compared on a capture. */
export const studyRequestSchema = z.object({ source: captureSourceSchema, plan: studyPlanSchema });
export type StudyRequest = z.infer<typeof studyRequestSchema>;

/** Shapings measured on a capture. */
export const shapingRequestSchema = z.object({
  source: captureSourceSchema,
  plan: shapingStudyPlanSchema,
});
export type ShapingRequest = z.infer<typeof shapingRequestSchema>;

/** The best shaping within a budget. */
export const shapingSearchRequestSchema = z.object({
  source: captureSourceSchema,
  vantage: vantageNameSchema.exclude(['lan']),
  budget: shapingBudgetSchema,
  effort: shapingEffortSchema,
  seed,
});
export type ShapingSearchRequest = z.infer<typeof shapingSearchRequestSchema>;

export const jobRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('audit'), request: auditRequestSchema }),
  z.object({ kind: z.literal('training'), request: trainingRequestSchema }),
  z.object({ kind: z.literal('study'), request: studyRequestSchema }),
  z.object({ kind: z.literal('shaping'), request: shapingRequestSchema }),
  z.object({ kind: z.literal('shaping-search'), request: shapingSearchRequestSchema }),
]);
export type JobRequest = z.infer<typeof jobRequestSchema>;

export const jobOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('audit'), result: auditResultSchema }),
  /** The model waits beside the library until it is kept or discarded. */
  z.object({ kind: z.literal('training'), result: cardSchema }),
  z.object({ kind: z.literal('study'), result: studyResultSchema }),
  z.object({ kind: z.literal('shaping'), result: shapingStudySchema }),
  z.object({ kind: z.literal('shaping-search'), result: shapingSearchSchema }),
]);
export type JobOutcome = z.infer<typeof jobOutcomeSchema>;
export type JobKind = JobOutcome['kind'];
