import { z } from 'zod';
import { problemSchema } from './errors';
import { warningSchema } from './results';

/** What captures: in the order in which HomeMole prefers them; `ssh` only where it is asked for. */
export const captureBackends = ['dumpcap', 'cap', 'ssh'] as const;
export const captureBackendSchema = z.enum(captureBackends);
export type CaptureBackend = (typeof captureBackends)[number];

/** `kernel`: taken when the frame arrived; `coarse`: when the program got round to it (`cap`). */
export const timestampQualitySchema = z.enum(['kernel', 'coarse']);
export type TimestampQuality = z.infer<typeof timestampQualitySchema>;

/** An interface that can be recorded. */
export const captureInterfaceSchema = z.object({
  /** The system's name, as a backend wants it, e.g. `wlan0`. */
  name: z.string().min(1).max(256),
  /** What people call it; empty when there is no better name. */
  description: z.string(),
  kind: z.enum([
    'ethernet',
    'wifi',
    'bridge',
    'tunnel',
    'loopback',
    'virtual',
    'mobile',
    'bluetooth',
    'any',
    'other',
  ]),
  /** IP addresses as text. */
  addresses: z.array(z.string()),
  up: z.boolean(),
});
export type CaptureInterface = z.infer<typeof captureInterfaceSchema>;

/** Whether a backend would work here and now; a problem says why not and what to type. */
export const backendStateSchema = z.object({
  backend: captureBackendSchema,
  problem: problemSchema.nullable(),
  /** The program and its version, e.g. `Dumpcap (Wireshark) 4.0.17`; empty when unknown. */
  version: z.string(),
});
export type BackendState = z.infer<typeof backendStateSchema>;

/** `interfaces --json`, and the interface list of the window. */
export const interfaceListSchema = z.object({
  interfaces: z.array(captureInterfaceSchema),
  backends: z.array(backendStateSchema),
});
export type InterfaceList = z.infer<typeof interfaceListSchema>;

/** How busy each interface is, from the system's own counters (no privilege needed). */
export const interfaceRatesSchema = z.object({
  /** Seconds since the epoch. */
  time: z.number(),
  rates: z.array(
    z.object({
      name: z.string(),
      packetsPerSecond: z.number().nonnegative(),
      bytesPerSecond: z.number().nonnegative(),
    }),
  ),
});
export type InterfaceRates = z.infer<typeof interfaceRatesSchema>;

/** The machine that the backend `ssh` logs in to. Its `tcpdump` does the capture. */
export const sshTargetSchema = z.object({
  /** `host` or `user@host`; never begins with `-`. */
  destination: z.string().regex(/^[A-Za-z0-9_.@:%[\]][A-Za-z0-9_.@:%[\]-]{0,254}$/),
  port: z.number().int().min(1).max(65535).nullable(),
  /** Private key file; null: what ssh finds by itself. */
  identity: z
    .string()
    .max(4096)
    .regex(/^[^\0]*$/)
    .nullable(),
});
export type SshTarget = z.infer<typeof sshTargetSchema>;

/** What to record. */
export const captureRequestSchema = z.object({
  /** `CaptureInterface.name`; with `ssh` the name on the other machine. */
  interface: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[^-\0][^\0]*$/),
  /** Null: the first that works. */
  backend: captureBackendSchema.nullable(),
  ssh: sshTargetSchema.nullable(),
  /** A capture filter (pcap-filter(7)); empty for none. */
  filter: z
    .string()
    .max(4096)
    .regex(/^[^\0]*$/),
  /** Most bytes kept of a frame; 0 is all of it. */
  snaplen: z.number().int().min(0).max(262_144),
  /** What ends the capture by itself, whichever comes first; all null: a stop. */
  stop: z.object({
    seconds: z.number().positive().nullable(),
    packets: z.number().int().positive().nullable(),
    bytes: z.number().int().positive().nullable(),
  }),
  /** Keep only the newest `files` files of at most `fileBytes` bytes; null keeps everything. */
  ring: z
    .object({
      files: z.number().int().min(2).max(1000),
      fileBytes: z.number().int().min(65_536),
    })
    .nullable(),
});
export type CaptureRequest = z.infer<typeof captureRequestSchema>;

export const captureStates = ['starting', 'running', 'paused', 'stopped'] as const;

/** How a capture stands, or how it ended. */
export const captureStatusSchema = z.object({
  state: z.enum(captureStates),
  backend: captureBackendSchema,
  /** The interface as the system names it. */
  interface: z.string(),
  packets: z.number().int().nonnegative(),
  /** Bytes of the frames on the wire. */
  bytes: z.number().nonnegative(),
  /** Frames that the system saw and the capture lost; null where the backend cannot count them. */
  dropped: z.number().int().nonnegative().nullable(),
  timestamps: timestampQualitySchema,
  /** Seconds since it was started, pauses included. */
  seconds: z.number().nonnegative(),
});
export type CaptureStatus = z.infer<typeof captureStatusSchema>;

/** Why a capture is over. */
export const captureEndSchema = z.enum(['asked', 'condition', 'problem']);
export type CaptureEnd = z.infer<typeof captureEndSchema>;

/** `capture --json` */
export const captureResultSchema = z.object({
  interface: z.string(),
  backend: captureBackendSchema,
  packets: z.number().int(),
  bytes: z.number(),
  dropped: z.number().int().nullable(),
  timestamps: timestampQualitySchema,
  seconds: z.number(),
  ended: captureEndSchema,
  /** What the files themselves say when they are read: coarse times, lost packets. */
  warnings: z.array(warningSchema),
  /** What was written, oldest first; several with a ring. */
  files: z.array(z.string()),
});
export type CaptureResult = z.infer<typeof captureResultSchema>;

/**
 * The helper process that captures: one JSON line each on its standard input. It is the only part
 * of HomeMole that may be privileged, so it takes nothing else.
 */
export const helperCommandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('list') }),
  /** Rates of all interfaces every `seconds`, until the input ends. */
  z.object({ kind: z.literal('rates'), seconds: z.number().min(0.2).max(10) }),
  /** Compiles a filter without capturing. */
  z.object({ kind: z.literal('check'), request: captureRequestSchema }),
  z.object({ kind: z.literal('start'), request: captureRequestSchema }),
  z.object({ kind: z.literal('pause') }),
  z.object({ kind: z.literal('resume') }),
  z.object({ kind: z.literal('stop') }),
]);
export type HelperCommand = z.infer<typeof helperCommandSchema>;

/**
 * What the helper says. On its standard output every message is a byte (0: one of these as JSON;
 * 1: bytes of a pcapng stream), the length in four bytes (little-endian), and the body. The stream
 * is whole sections one after the other, whatever the backend gives; of a pause only the packets are
 * missing.
 */
export const helperEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('list'), list: interfaceListSchema }),
  z.object({ kind: z.literal('rates'), rates: interfaceRatesSchema }),
  z.object({ kind: z.literal('checked') }),
  /** `command`: exactly what was run, for people to read. */
  z.object({ kind: z.literal('started'), status: captureStatusSchema, command: z.string() }),
  z.object({ kind: z.literal('status'), status: captureStatusSchema }),
  z.object({ kind: z.literal('ended'), status: captureStatusSchema, end: captureEndSchema }),
  z.object({ kind: z.literal('problem'), problem: problemSchema }),
]);
export type HelperEvent = z.infer<typeof helperEventSchema>;
