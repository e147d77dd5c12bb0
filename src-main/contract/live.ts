import { z } from 'zod';
import { captureEndSchema, captureRequestSchema, captureStatusSchema } from './capture';
import { deviceSchema, gatewaySchema } from './home';
import { vantageNameSchema } from './vantage';

/** Who labels the packets while they come in. */
export const liveAdversarySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** Learns from what was captured so far, once there is enough, and labels what follows. */
  z.object({ kind: z.literal('learn'), vantage: vantageNameSchema }),
  /** A folder that `train` wrote. */
  z.object({ kind: z.literal('model'), folder: z.string().min(1).max(4096) }),
]);
export type LiveAdversary = z.infer<typeof liveAdversarySchema>;

export const liveRequestSchema = z.object({
  capture: captureRequestSchema,
  adversary: liveAdversarySchema,
  /** Label file for the truth; null: devices named from the inventory. */
  labels: z.string().min(1).max(4096).nullable(),
});
export type LiveRequest = z.infer<typeof liveRequestSchema>;

/** A device while the capture runs. */
export const liveDeviceSchema = deviceSchema.extend({
  /** Bytes a second over the last few seconds. */
  bytesPerSecond: z.number().nonnegative(),
  /** Seconds since the epoch of its last packet. */
  lastSeen: z.number(),
  /** Of its packets labelled so far: how many, and how many rightly. */
  labelled: z.number().int(),
  correct: z.number().int(),
});
export type LiveDevice = z.infer<typeof liveDeviceSchema>;

/** Devices in an update at the most: who invents hardware addresses must not fill memory. */
export const MOST_LIVE_DEVICES = 1000;

/** How the adversary of a live capture stands. */
export const liveLabellingSchema = z.object({
  /** `waiting`: too little captured to learn from; `off`: there is no adversary. */
  state: z.enum(['off', 'waiting', 'learning', 'labelling', 'failed']),
  vantage: vantageNameSchema.nullable(),
  /** Packets that are still needed before it learns; 0 when it does or did. */
  packetsNeeded: z.number().int().nonnegative(),
  /** Packets labelled, and of those rightly. */
  labelled: z.number().int(),
  correct: z.number().int(),
  /** Packets passed over because they came faster than they could be labelled. */
  skipped: z.number().int(),
  /** From the time a packet's window was whole to its label, in seconds; null before the first. */
  delaySeconds: z.number().nullable(),
});

export type LiveLabelling = z.infer<typeof liveLabellingSchema>;

/** The newest labels, a bin of time each, newest last: what was there and what it was taken for. */
export const liveStripSchema = z.object({
  binSeconds: z.number(),
  /** Start of the first bin, seconds since the epoch. */
  start: z.number(),
  lanes: z.array(
    z.object({
      type: z.string(),
      packets: z.array(z.number().int()),
      labelled: z.array(z.number().int()),
      correct: z.array(z.number().int()),
    }),
  ),
});

export type LiveStrip = z.infer<typeof liveStripSchema>;

/** The running audit, as a whole; at most ten a second. */
export const liveUpdateSchema = z.object({
  status: captureStatusSchema,
  /** Bytes written to the recording. */
  fileBytes: z.number().nonnegative(),
  packetsPerSecond: z.number().nonnegative(),
  bytesPerSecond: z.number().nonnegative(),
  internetPackets: z.number().int(),
  /** Copies of packets that were seen twice, and left out. */
  duplicates: z.number().int(),
  gateway: gatewaySchema.nullable(),
  /** The busiest by packets where there are more than `MOST_LIVE_DEVICES`. */
  devices: z.array(liveDeviceSchema).max(MOST_LIVE_DEVICES),
  /** Devices heard beside these. */
  moreDevices: z.number().int().nonnegative().default(0),
  labelling: liveLabellingSchema,
  strip: liveStripSchema.nullable(),
});
export type LiveUpdate = z.infer<typeof liveUpdateSchema>;

/** How a live capture ended. The recording waits in a folder of the system until it is saved. */
export const liveEndSchema = z.object({
  update: liveUpdateSchema,
  end: captureEndSchema,
  /** The files of the recording, oldest first; none when nothing was captured. */
  files: z.array(z.string()),
});
export type LiveEnd = z.infer<typeof liveEndSchema>;
