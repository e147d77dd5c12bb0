import { z } from 'zod';

/**
 * What a shaping is and can be told: the one description that sliders, the command line's `name:key=value`
 * and the documentation are made of.
 */
export const numberParameterSchema = z.object({
  kind: z.literal('number'),
  /** As it is written in a shaping string. */
  key: z.string(),
  label: z.string(),
  /** What is counted, e.g. `s`, `bytes`, `packets/s`; empty where there is none. */
  unit: z.string(),
  min: z.number(),
  max: z.number(),
  /** Of a slider; typed values may lie between. */
  step: z.number().positive(),
  /** How a slider spreads the values. */
  scale: z.enum(['linear', 'log']),
  whole: z.boolean(),
  default: z.number(),
  help: z.string(),
});
export type NumberParameter = z.infer<typeof numberParameterSchema>;

export const choiceParameterSchema = z.object({
  kind: z.literal('choice'),
  key: z.string(),
  label: z.string(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).min(2),
  default: z.string(),
  help: z.string(),
});
export type ChoiceParameter = z.infer<typeof choiceParameterSchema>;

export const parameterSchema = z.discriminatedUnion('kind', [
  numberParameterSchema,
  choiceParameterSchema,
]);
export type Parameter = z.infer<typeof parameterSchema>;

/**
 * Where a shaping runs. `device`: in each device and its maker's service, one stream a device, no tunnel
 * needed. `gateway`: in the router alone: outbound packets only, no dummies, padding only inside its own
 * tunnel. `pair`: in the router and the far end of its tunnel, both directions.
 */
export const placements = ['device', 'gateway', 'pair'] as const;
export const placementSchema = z.enum(placements);
export type Placement = z.infer<typeof placementSchema>;

/** What a shaping does to packets, which decides where it can run. */
export const effectSchema = z.enum(['pads', 'delays', 'adds']);
export type Effect = z.infer<typeof effectSchema>;

/** A figure that was published about a shaping; shown as a hollow mark beside what is measured here. */
export const publishedPointSchema = z.object({
  label: z.string(),
  /** Bytes sent over bytes before; null where the source does not say. */
  bytesRatio: z.number().nullable(),
  /** Added seconds; null where the source does not say. */
  latencySeconds: z.number().nullable(),
  /** Accuracy of the adversary of that source, undefended and defended, 0 to 1; null where it does not say. */
  accuracyBefore: z.number().nullable(),
  accuracyAfter: z.number().nullable(),
  /** Whether that adversary had learned from shaped traffic. */
  adaptive: z.boolean(),
  /** What was measured: of other traffic than a smart home's where it says so. */
  note: z.string(),
  source: z.string(),
});
export type PublishedPoint = z.infer<typeof publishedPointSchema>;

/** What is known to be wrong with a shaping. */
export const weaknessSchema = z.object({ text: z.string(), source: z.string() });
export type Weakness = z.infer<typeof weaknessSchema>;

export const shapingNames = [
  'none',
  'pad',
  'jitter',
  'batch',
  'constant-rate',
  'tamaraw',
  'stp',
  'wtf-pad',
  'front',
  'machine',
  'dp',
] as const;
export const shapingNameSchema = z.enum(shapingNames);
export type ShapingName = z.infer<typeof shapingNameSchema>;

export const shapingDescriptionSchema = z.object({
  name: shapingNameSchema,
  label: z.string(),
  /** One or two sentences for people. */
  summary: z.string(),
  effects: z.array(effectSchema),
  parameters: z.array(parameterSchema),
  weaknesses: z.array(weaknessSchema),
  published: z.array(publishedPointSchema),
});
export type ShapingDescription = z.infer<typeof shapingDescriptionSchema>;

/** Values by key; every parameter of the shaping has one. */
export type ShapingValues = Readonly<Record<string, number | string>>;

/** One shaping with all its values. */
export interface ShapingStep {
  readonly name: ShapingName;
  readonly values: ShapingValues;
}

type NumberFields = Omit<NumberParameter, 'kind' | 'key' | 'whole' | 'scale'> &
  Partial<Pick<NumberParameter, 'whole' | 'scale'>>;

/** A parameter that is a number. */
export function numberParameter(key: string, fields: NumberFields): NumberParameter {
  return { kind: 'number', key, whole: false, scale: 'linear', ...fields };
}

/** A parameter that is one of some words; the first option is the default unless another is named. */
export function choiceParameter(
  key: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[],
  help: string,
  otherwise = options[0]?.[0] ?? '',
): ChoiceParameter {
  return {
    kind: 'choice',
    key,
    label,
    options: options.map(([value, words]) => ({ value, label: words })),
    default: otherwise,
    help,
  };
}
