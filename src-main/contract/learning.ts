import { z } from 'zod';
import { calibrationSchema } from './calibration';
import { vantageNameSchema } from './vantage';

/** Features of packets: `rows` x `columns` float32, row-major. Every value is finite. */
export interface FeatureMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly names: readonly string[];
  readonly values: Float32Array;
}

/** Packets in order, a step of a network each: `rows` x `columns` float32, row-major. */
export interface PacketSequence {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
  /** Row of the port embedding for each packet; null in a tunnel. */
  readonly ports: Int32Array | null;
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

/** A kind of packets: length, direction, behind NAPT also the server port. */
export const packetKindSchema = z.object({
  length: z.number().int().nonnegative(),
  direction: z.number().int().min(0).max(1),
  serverPort: z.number().int().nullable(),
});
export type PacketKind = z.infer<typeof packetKindSchema>;

/** A kind of packets that a class sends in a period. */
export const beatSchema = packetKindSchema.extend({
  /** Name of the class. */
  type: z.string(),
  /** Seconds. */
  period: z.number().positive(),
});
export type Beat = z.infer<typeof beatSchema>;

/** One-hot ports reduced by a PCA of the training packets: what stands for each port. */
export const portComponentsSchema = z.object({
  /** Ports of the training part, ascending, and the components of each. */
  ports: z.array(z.number().int()),
  scores: z.array(z.array(z.number())),
  /** The components of any other port. */
  other: z.array(z.number()),
  /** Share of the variance that the components keep. */
  explained: z.number(),
});
export type PortComponents = z.infer<typeof portComponentsSchema>;

/** How packets become the model's inputs. */
export const featureSetSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('packet'),
    /** Server ports with a one-hot column of their own, commonest first; empty in a tunnel. */
    ports: z.array(z.number().int()),
    columns: z.array(z.string()),
    /** In the place of one-hot ports, as the paper has it (`--paper`). */
    portComponents: portComponentsSchema.optional(),
  }),
  z.object({
    kind: z.literal('context'),
    /** Packets looked at before and after each packet. */
    neighbours: z.number().int(),
    withPorts: z.boolean(),
    /** Kinds whose last and next packets are looked for; chosen on the training part. */
    anchors: z.array(packetKindSchema).default([]),
    /** Periods that packets are held against; learned from the training part. */
    beats: z.array(beatSchema).default([]),
    /** Seconds after a packet beyond which it sees nothing; null: all there is. */
    ahead: z.number().nonnegative().nullable().default(null),
    /** What the model's probability of each class is multiplied by, its sum brought to 1 again; empty: nothing. */
    classWeights: z.array(z.number().positive()).default([]),
    columns: z.array(z.string()),
  }),
  /** One step of a recurrent network for each packet of a window. */
  z.object({
    kind: z.literal('sequence'),
    /** Row of the port embedding for each server port of the training part, commonest first; empty in a tunnel. */
    ports: z.array(z.number().int()),
    /** Rows that all other ports share, by hash, after those of `ports`; 0 in a tunnel. */
    buckets: z.number().int(),
    /** Scalar inputs of each step, the port apart. */
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

/** Where the training of a network stands: means over the steps of an epoch, or of its part so far. */
export const trainingPointSchema = z.object({
  /** Epochs done, with the part of the one that runs, e.g. 2.25. */
  epoch: z.number(),
  /** Mean cross-entropy in nats of a packet. */
  loss: z.number(),
  /** Both on a later block of time that it does not learn from; null between two measurements. */
  validationLoss: z.number().nullable(),
  validationAccuracy: z.number().nullable(),
});
export type TrainingPoint = z.infer<typeof trainingPointSchema>;

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
    /** When the first packet was recorded, ISO 8601 in UTC; null on cards of older versions. */
    begin: z.string().nullable().default(null),
    /** Packets of the home that cross the gateway; where both sides were recorded, those found outside. */
    internetPackets: z.number().int(),
    seconds: z.number(),
  }),
  split: z.string(),
  /** Measured on the held-out last part of the training data; null when there was too little. */
  figures: figuresSchema.nullable(),
  seed: z.number().int(),
  /** How training went; null for models without epochs. */
  training: z
    .object({
      points: z.array(trainingPointSchema),
      /** Epoch whose weights were kept, and why training ended. */
      keptEpoch: z.number().int(),
      ended: z.enum(['epochs', 'early']),
      /** Wall time; kept out of `--json` comparisons. */
      seconds: z.number().nullable(),
    })
    .nullable()
    .default(null),
  /** How probabilities become claims; null where nothing was held out to measure it on. */
  calibration: calibrationSchema.nullable().default(null),
  /** SHA-256 of model.onnx, hex. */
  sha256: z.string(),
  notes: z.array(z.string()),
});
export type Card = z.infer<typeof cardSchema>;

/** First line of the file from which an interrupted training goes on. */
export const checkpointHeaderSchema = z.object({
  format: z.literal('homemole-checkpoint'),
  version: z.literal(1),
  /** SHA-256 of what is learned and how, hex: a checkpoint is of one task. */
  task: z.string(),
  /** Epochs done, steps of the next, and steps taken in all, which Adam counts. */
  epoch: z.number().int(),
  step: z.number().int(),
  taken: z.number().int(),
  /** Of the epoch that runs: sum of the losses, and of what its packets count. */
  loss: z.number(),
  weight: z.number(),
  points: z.array(trainingPointSchema),
  best: z.object({ epoch: z.number().int(), loss: z.number().nullable() }).nullable(),
});
export type CheckpointHeader = z.infer<typeof checkpointHeaderSchema>;
