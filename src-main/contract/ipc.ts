import { z } from 'zod';
import type { CallName, NoticeName } from './channels';
import { problemSchema } from './errors';
import { explanationSchema } from './explanation';
import { progressSchema } from './job';
import { captureRequestSchema, interfaceListSchema, interfaceRatesSchema } from './capture';
import { knownDeviceChangeSchema, knownDevicesSchema } from './known-devices';
import { liveEndSchema, liveRequestSchema, liveUpdateSchema } from './live';
import {
  libraryModelSchema,
  modelIdSchema,
  modelListSchema,
  modelNameSchema,
  storedModelSchema,
} from './library';
import { profilesResultSchema } from './profiles';
import { judgedMarksSchema, marksSchema } from './marks';
import { inspectResultSchema } from './results';
import { shapingRecipeSchema, shapingTextSchema, shapingTrialSchema } from './shaping';
import { captureSourceSchema, jobId, path } from './source';
import { LONGEST_SPAN, tenSecondsSchema } from './ten-seconds';
import { vantageNameSchema } from './vantage';
import {
  auditRequestSchema,
  jobOutcomeSchema,
  shapingRequestSchema,
  shapingSearchRequestSchema,
  studyRequestSchema,
  trainingRequestSchema,
} from './window-jobs';

export { callNames, channelOfCall, channelOfNotice, noticeNames } from './channels';
export type { CallName, NoticeName } from './channels';
export { captureSourceSchema, jobId, path, type CaptureSource } from './source';
export * from './window-jobs';

/**
 * Every message between processes. Renderer -> main are `calls` (request and reply), main ->
 * renderer are `notices`; what main and the engine process say is in `engine-messages.ts`. Nothing
 * else may name a channel.
 */

export const inspectRequestSchema = z.strictObject({ source: captureSourceSchema });
export type InspectRequest = z.infer<typeof inspectRequestSchema>;

/** Which seconds to see, from which tunnel's outside; `from` null: those that tell most. */
export const tenSecondsRequestSchema = z.strictObject({
  source: captureSourceSchema,
  vantage: vantageNameSchema.exclude(['lan', 'napt']),
  from: z.number().nullable(),
  seconds: z.number().min(0.01).max(LONGEST_SPAN),
});
export type TenSecondsRequest = z.infer<typeof tenSecondsRequestSchema>;

/** Which packet of a view to explain, as `seeTenSeconds` lists it, and whose label. */
export const explainRequestSchema = z.strictObject({
  source: captureSourceSchema,
  vantage: vantageNameSchema.exclude(['lan']),
  packet: z.strictObject({
    /** Seconds since the epoch. */
    time: z.number(),
    length: z.number().int(),
    direction: z.number().int(),
  }),
  /** `audit`: the one that the last audit of this capture trained; else a folder that `train` wrote. */
  adversary: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('audit') }),
    z.strictObject({ kind: z.literal('model'), folder: path }),
  ]),
});
export type ExplainRequest = z.infer<typeof explainRequestSchema>;

/** `no-packet`: an adversary does not see it, as it does not see the acknowledgements of a tunnel over TCP. */
export const explainedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('explained'), explanation: explanationSchema }),
  z.object({ kind: z.literal('no-adversary') }),
  z.object({ kind: z.literal('no-packet') }),
]);
export type Explained = z.infer<typeof explainedSchema>;

/** Of which device to learn the sequence profiles, by its MAC address. */
export const learnProfilesRequestSchema = z.strictObject({
  source: captureSourceSchema,
  vantage: vantageNameSchema.exclude(['lan']),
  device: z.string().min(1).max(64),
});
export type LearnProfilesRequest = z.infer<typeof learnProfilesRequestSchema>;

/** A setting of the shaping laboratory, as it stands while a slider moves. */
export const tryShapingRequestSchema = z.strictObject({
  source: captureSourceSchema,
  vantage: vantageNameSchema.exclude(['lan']),
  shaping: shapingTextSchema,
  seed: z.number().int().min(0).max(0xffffffff),
});
export type TryShapingRequest = z.infer<typeof tryShapingRequestSchema>;

/** A text to be saved under a name that the user may change: no path, and nothing that a system would run. */
export const textFileSchema = z.strictObject({
  file: z.string().regex(/^[a-z0-9][a-z0-9 _-]{0,60}\.(json|csv|sh|nft|conf|txt)$/i),
  text: z.string().max(20_000_000),
});
export type TextFile = z.infer<typeof textFileSchema>;

/** A reply is always a value: the result or the problem. */
export const reply = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), problem: problemSchema }),
  ]);
export type Reply<T> =
  { ok: true; value: T } | { ok: false; problem: z.infer<typeof problemSchema> };

export const appInfoSchema = z.object({
  version: z.string(),
  electron: z.string(),
  /** True on the end-of-life fallback runtime, which is not for daily use. */
  fallbackRuntime: z.boolean(),
  platform: z.string(),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

/** Where a recording was saved: its files, oldest first, and what was marked in it. */
export const savedRecordingSchema = z.object({
  paths: z.array(path),
  events: path.nullable(),
});
export type SavedRecording = z.infer<typeof savedRecordingSchema>;

/** Files the user chose, sorted by what they are. */
export const chosenFilesSchema = z.object({
  captures: z.array(path),
  labels: path.nullable(),
  events: path.nullable(),
});
export type ChosenFiles = z.infer<typeof chosenFilesSchema>;

export const calls = {
  getAppInfo: { request: z.undefined(), reply: reply(appInfoSchema) },
  /** Shows the open dialog. Captures and CSVs may be chosen together; null when dismissed. */
  chooseFiles: { request: z.undefined(), reply: reply(chosenFilesSchema.nullable()) },
  /** Sorts dropped paths into captures, label file and event file by looking into them. */
  sortFiles: {
    request: z.object({ paths: z.array(path).min(1).max(64) }),
    reply: reply(chosenFilesSchema),
  },
  startAudit: { request: auditRequestSchema, reply: reply(z.object({ jobId })) },
  cancelJob: { request: z.object({ jobId }), reply: reply(z.object({ cancelled: z.boolean() })) },
  /** Asks where to, then writes the HTML report of a finished audit; null when dismissed. */
  saveReport: { request: z.object({ jobId }), reply: reply(z.object({ path }).nullable()) },
  /** Who is who in the captures, before an audit; null when it was cancelled by another call. */
  inspectFiles: { request: inspectRequestSchema, reply: reply(inspectResultSchema.nullable()) },
  /** Keeps an alias or a ruling by MAC address; the reply is all that is kept. */
  changeDevice: { request: knownDeviceChangeSchema, reply: reply(knownDevicesSchema) },
  /** The same seconds from inside and outside; null when another call came in between. */
  seeTenSeconds: { request: tenSecondsRequestSchema, reply: reply(tenSecondsSchema.nullable()) },
  /** Lets the capture go that `seeTenSeconds` keeps. */
  forgetTenSeconds: { request: z.undefined(), reply: reply(z.null()) },
  /** Why a packet of the capture that `seeTenSeconds` keeps is called what; null when another call came in between. */
  explainPacket: { request: explainRequestSchema, reply: reply(explainedSchema.nullable()) },
  /** The sequences of packets that are typical of a device; null when another call came in between. */
  learnProfiles: {
    request: learnProfilesRequestSchema,
    reply: reply(profilesResultSchema.nullable()),
  },
  listInterfaces: { request: z.undefined(), reply: reply(interfaceListSchema) },
  /** Turns the notice `interfaceRates` on (once a second) or off. */
  watchRates: { request: z.object({ on: z.boolean() }), reply: reply(z.null()) },
  /** Null when the filter can be used. */
  checkFilter: { request: captureRequestSchema, reply: reply(problemSchema.nullable()) },
  /** What `startCapture` would run, word for word, for people to read before it does. */
  describeCapture: {
    request: captureRequestSchema,
    reply: reply(z.object({ command: z.string() })),
  },
  /** Asks for a folder that `train` wrote and says what is in it; null when dismissed. */
  chooseModel: {
    request: z.undefined(),
    reply: reply(
      z
        .object({
          folder: path,
          name: z.string(),
          vantage: vantageNameSchema,
          classes: z.array(z.string()),
        })
        .nullable(),
    ),
  },
  /** Models that ship and those of the user's library, by their cards. */
  listModels: { request: z.undefined(), reply: reply(modelListSchema) },
  /** One model with its card; its file is compared with the card's SHA-256. */
  readModel: { request: z.object({ id: modelIdSchema }), reply: reply(storedModelSchema) },
  /** Trains an adversary on a capture; `jobDone` brings its card. It is not in the library yet. */
  startTraining: { request: trainingRequestSchema, reply: reply(z.object({ jobId })) },
  /** Compares adversaries on a capture; `jobDone` brings the result. */
  startStudy: { request: studyRequestSchema, reply: reply(z.object({ jobId })) },
  /** Measures shapings on a capture; `jobDone` brings the table. */
  startShaping: { request: shapingRequestSchema, reply: reply(z.object({ jobId })) },
  /** Looks for the best shaping within a budget; `jobDone` brings it with what was tried. */
  startShapingSearch: { request: shapingSearchRequestSchema, reply: reply(z.object({ jobId })) },
  /**
   * The fast answer to a setting. The first for a capture and vantage reads it and trains an adversary, which
   * takes a while; both are kept for the next. Null when another call came in between.
   */
  tryShaping: { request: tryShapingRequestSchema, reply: reply(shapingTrialSchema.nullable()) },
  /** Lets go what `tryShaping` keeps. */
  forgetShaping: { request: z.undefined(), reply: reply(z.null()) },
  /** The setting for what exists outside; empty where nothing does any of it. */
  exportShaping: {
    request: z.object({
      shaping: shapingTextSchema,
      vantage: vantageNameSchema.exclude(['lan']),
    }),
    reply: reply(z.array(shapingRecipeSchema)),
  },
  /** Asks where to, then writes a text that the window made, such as a table; null when dismissed. */
  saveText: { request: textFileSchema, reply: reply(z.object({ path }).nullable()) },
  /** Takes what a training job made into the library. */
  keepModel: {
    request: z.object({ jobId, name: modelNameSchema }),
    reply: reply(libraryModelSchema),
  },
  /** Deletes what a training job made and was not kept. */
  discardModel: { request: z.object({ jobId }), reply: reply(z.null()) },
  /** Asks for a model folder, checks it and copies it into the library; null when dismissed. */
  importModel: { request: z.undefined(), reply: reply(libraryModelSchema.nullable()) },
  /** Asks where to, then writes the model folder there; null when dismissed. */
  exportModel: {
    request: z.object({ id: modelIdSchema }),
    reply: reply(z.object({ path }).nullable()),
  },
  /** Own models only, as is `deleteModel`. */
  renameModel: {
    request: z.object({ id: modelIdSchema, name: modelNameSchema }),
    reply: reply(libraryModelSchema),
  },
  deleteModel: { request: z.object({ id: modelIdSchema }), reply: reply(z.null()) },
  /** Asks for a private key to log in with by ssh; null when dismissed. */
  chooseKeyFile: { request: z.undefined(), reply: reply(z.object({ path }).nullable()) },
  /** Starts recording and the running audit; `command` is what the helper runs, for people. */
  startCapture: {
    request: liveRequestSchema,
    reply: reply(z.object({ jobId, command: z.string() })),
  },
  pauseCapture: { request: z.object({ jobId }), reply: reply(z.null()) },
  resumeCapture: { request: z.object({ jobId }), reply: reply(z.null()) },
  /** `captureEnded` follows. */
  stopCapture: { request: z.object({ jobId }), reply: reply(z.null()) },
  /**
   * Asks where to, then copies the recording there; null when dismissed. `anonymised`: with lengths
   * and times as they are, and addresses and contents replaced; then without what was marked, which names devices.
   */
  saveCapture: {
    request: z.object({ jobId, anonymised: z.boolean() }),
    reply: reply(savedRecordingSchema.nullable()),
  },
  /** All that was marked in a recording so far, whether it runs or has ended. */
  markEvents: {
    request: z.object({ jobId, marks: marksSchema }),
    reply: reply(z.null()),
  },
  /** What the marks of a recording that has ended are worth; it goes on with them at their packets. */
  judgeMarks: {
    request: z.object({ jobId, labels: path.nullable() }),
    reply: reply(judgedMarksSchema),
  },
  /** Deletes the recording that was not saved. */
  discardCapture: { request: z.object({ jobId }), reply: reply(z.null()) },
} as const satisfies Record<CallName, { request: z.ZodType; reply: z.ZodType }>;
export type CallRequest<N extends CallName> = z.infer<(typeof calls)[N]['request']>;
export type CallReply<N extends CallName> = z.infer<(typeof calls)[N]['reply']>;

export const notices = {
  jobProgress: z.object({ jobId, progress: progressSchema }),
  jobDone: z.object({ jobId, outcome: jobOutcomeSchema }),
  jobFailed: z.object({ jobId, problem: problemSchema }),
  interfaceRates: interfaceRatesSchema,
  captureUpdate: z.object({ jobId, update: liveUpdateSchema }),
  captureEnded: z.object({ jobId, result: liveEndSchema }),
  /** It could not start, or broke off; `result` is what was captured before, if anything. */
  captureFailed: z.object({ jobId, problem: problemSchema, result: liveEndSchema.nullable() }),
} as const satisfies Record<NoticeName, z.ZodType>;
export type Notice<N extends NoticeName> = z.infer<(typeof notices)[N]>;

/** What preload puts on `window.homemole`; the renderer's only way out. */
export type Bridge = {
  [N in CallName]: (request: CallRequest<N>) => Promise<CallReply<N>>;
} & {
  /** Listens to a notice; the returned function ends it. */
  listen<N extends NoticeName>(name: N, listener: (notice: Notice<N>) => void): () => void;
  /** The path of a file dropped on the window. */
  pathOf(file: unknown): string;
};
