import { z } from 'zod';
import { HomeMoleError } from './errors';
import { type TrainingPoint, trainingPointSchema } from './learning';

export const stages = [
  'reading',
  'identifying',
  'viewing',
  'pairing',
  'features',
  'training',
  'labelling',
  'evaluating',
  'writing',
  'simulating',
] as const;

/** How far a job is. `fraction` is of the whole job and never falls. */
export const progressSchema = z.object({
  stage: z.enum(stages),
  /** What the stage works on, e.g. a file name or a vantage. */
  subject: z.string().optional(),
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
  unit: z.enum(['bytes', 'packets', 'trees', 'rows', 'steps']),
  /** Units a second in this stage; null while unknown. */
  rate: z.number().nullable(),
  /** Of the whole job; null while unknown. */
  secondsLeft: z.number().nullable(),
  fraction: z.number().min(0).max(1),
  /** While a network is trained: how well it does. */
  point: trainingPointSchema.optional(),
});
export type Progress = z.infer<typeof progressSchema>;
export type Stage = (typeof stages)[number];

/** What a stage reports; the engine turns it into Progress. */
export interface StageReport {
  stage: Stage;
  subject?: string;
  done: number;
  total: number;
  unit: Progress['unit'];
  point?: TrainingPoint;
}

/** Handed down to everything that takes long. */
export interface Job {
  readonly signal: AbortSignal;
  report(report: StageReport): void;
}

/** A job that nobody watches and nobody cancels. */
export const quietJob: Job = { signal: new AbortController().signal, report: () => undefined };

/**
 * Gives the event loop a turn, then throws `cancelled` when the job was cancelled. Long loops call
 * it at least every 50 ms, so that a cancel takes effect at once.
 */
export async function checkpoint(job: Job): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  if (job.signal.aborted) throw new HomeMoleError('cancelled');
}
