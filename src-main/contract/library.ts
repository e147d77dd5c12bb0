import { z } from 'zod';
import { problemSchema } from './errors';
import { cardSchema, figuresSchema } from './learning';

/** A model by where it is: `shipped/FOLDER` or `own/FOLDER`. */
export const modelIdSchema = z.string().regex(/^(own|shipped)\/[A-Za-z0-9_][\w.-]{0,79}$/);

/** A name that people give: one visible line. */
export const modelNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(80)
  // Control characters, and those that turn the direction of the text around them.
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+$/u);

/** A model of the library in a line: what its card says, without what is long. */
export const libraryModelSchema = z.object({
  id: modelIdSchema,
  origin: z.enum(['own', 'shipped']),
  /** For `evaluate --model`, and for a live capture. */
  folder: z.string(),
  /** When it was put there, seconds since the epoch; null for those that ship. */
  added: z.number().nullable(),
  /** Of `model.onnx`. */
  bytes: z.number().int(),
  name: z.string(),
  model: cardSchema.shape.model,
  vantage: cardSchema.shape.vantage,
  classes: cardSchema.shape.classes,
  simulated: z.boolean(),
  source: z.string(),
  figures: figuresSchema
    .pick({ overallAccuracy: true, iotAccuracy: true, macroRecall: true })
    .nullable(),
  sha256: z.string(),
});
export type LibraryModel = z.infer<typeof libraryModelSchema>;

/** A folder of the library that holds no model that can be used, and why. */
export const brokenModelSchema = z.object({
  id: modelIdSchema,
  folder: z.string(),
  problem: problemSchema,
});
export type BrokenModel = z.infer<typeof brokenModelSchema>;

/** Own ones first, newest first; then those that ship. */
export const modelListSchema = z.object({
  models: z.array(libraryModelSchema),
  broken: z.array(brokenModelSchema),
});
export type ModelList = z.infer<typeof modelListSchema>;

export const storedModelSchema = libraryModelSchema.extend({ card: cardSchema });
export type StoredModel = z.infer<typeof storedModelSchema>;
