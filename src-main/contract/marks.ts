import { z } from 'zod';

/** Marks of one recording at the most. */
export const MOST_MARKS = 5000;

/** Something that a person did and marked at that moment. */
export const markSchema = z.object({
  /** Seconds since the epoch. */
  time: z.number(),
  /** Its device, or its MAC address: names may change while a recording runs. */
  device: z.string().min(1).max(200),
  interaction: z.string().min(1).max(60),
});
export type Mark = z.infer<typeof markSchema>;
export const marksSchema = z.array(markSchema).max(MOST_MARKS);

/** How well an interaction is told, having learned from so many repetitions. */
export const curvePointSchema = z.object({
  repetitions: z.number().int(),
  /** F1 over what was done after these, by the view behind NAPT. */
  f1: z.number(),
  tested: z.number().int(),
});
export type CurvePoint = z.infer<typeof curvePointSchema>;

export const judgedInteractionSchema = z.object({
  device: z.string(),
  interaction: z.string(),
  marks: z.number().int(),
  /** Marks around which the device sent what is typical of it. */
  caused: z.number().int(),
  curve: z.array(curvePointSchema),
  /** Repetitions that are still worth doing; 0: enough. */
  needed: z.number().int().nonnegative(),
});
export type JudgedInteraction = z.infer<typeof judgedInteractionSchema>;

/** What marks are worth: each at the packet that it caused, and whether there are enough. */
export const judgedMarksSchema = z.object({
  marks: z.array(
    markSchema.extend({
      /** By how many seconds the time was moved to the packet that it caused; null where none came. */
      moved: z.number().nullable(),
    }),
  ),
  interactions: z.array(judgedInteractionSchema),
});
export type JudgedMarks = z.infer<typeof judgedMarksSchema>;
