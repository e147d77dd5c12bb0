import { z } from 'zod';
import { vantageNameSchema } from './vantage';

/** Features of packets: `rows` x `columns` float32, row-major. Every value is finite. */
export interface FeatureMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly names: readonly string[];
  readonly values: Float32Array;
}

/** What a model says of each row: the likeliest class and the probability of every class. */
export interface Predictions {
  readonly rows: number;
  readonly classes: number;
  /** Index of the likeliest class, `rows` long. */
  readonly label: Uint16Array;
  /** `rows` x `classes`, row-major, each row sums to 1. */
  readonly probability: Float32Array;
}

/** `forest`: the paper's single-packet baseline. `best`: the strongest we have, here the context forest. */
export const adversaryModels = ['forest', 'lstm', 'blstm', 'best'] as const;
export const adversaryModelSchema = z.enum(adversaryModels);
export type AdversaryModel = z.infer<typeof adversaryModelSchema>;

/** How packets become the model's inputs. */
export const featureSetSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('packet'),
    /** Server ports with a one-hot column of their own, commonest first; empty in a tunnel. */
    ports: z.array(z.number().int()),
    columns: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('context'),
    /** Packets looked at before and after each packet. */
    neighbours: z.number().int(),
    withPorts: z.boolean(),
    columns: z.array(z.string()),
  }),
]);
export type FeatureSet = z.infer<typeof featureSetSchema>;

export const figuresSchema = z.object({
  overallAccuracy: z.number(),
  iotAccuracy: z.number().nullable(),
  macroRecall: z.number(),
  /** Of each class the share of its packets that were given it, and how many packets it was measured on. */
  categoryAccuracy: z.record(z.string(), z.number()).default({}),
  categoryPackets: z.record(z.string(), z.number().int()).default({}),
});

/** `card.json`, beside `model.onnx`: what the model is, made of what, and how good it was. */
export const cardSchema = z.object({
  format: z.literal('homemole-model'),
  version: z.literal(1),
  name: z.string(),
  model: adversaryModelSchema,
  vantage: vantageNameSchema,
  /** Class names in the order of the model's outputs. */
  classes: z.array(z.string()),
  /** Packets in a window (paper: 100). */
  window: z.number().int(),
  features: featureSetSchema,
  hyperparameters: z.record(z.string(), z.number()),
  data: z.object({
    files: z.array(z.object({ name: z.string(), sha256: z.string(), packets: z.number().int() })),
    simulated: z.boolean(),
    source: z.string(),
    /** Packets of the home that cross the gateway; where both sides were recorded, those found outside. */
    internetPackets: z.number().int(),
    seconds: z.number(),
  }),
  split: z.string(),
  /** Measured on the held-out last part of the training data; null when there was too little. */
  figures: figuresSchema.nullable(),
  seed: z.number().int(),
  /** SHA-256 of model.onnx, hex. */
  sha256: z.string(),
  notes: z.array(z.string()),
});
export type Card = z.infer<typeof cardSchema>;
