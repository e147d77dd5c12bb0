import { z } from 'zod';
import type { CallName, NoticeName } from './channels';
import { problemSchema } from './errors';
import { progressSchema } from './job';
import { auditResultSchema } from './results';
import { vantageNameSchema } from './vantage';

export { callNames, channelOfCall, channelOfNotice, noticeNames } from './channels';
export type { CallName, NoticeName } from './channels';

/**
 * Every message between processes. Renderer -> main are `calls` (request and reply), main ->
 * renderer are `notices`; main <-> engine process speak `engineRequest` and `engineEvent`. Nothing
 * else may name a channel.
 */
const path = z.string().min(1).max(4096);
const jobId = z.string().regex(/^[a-z0-9-]{1,40}$/);

export const auditRequestSchema = z.object({
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('sample') }),
    z.object({
      kind: z.literal('files'),
      captures: z.array(path).min(1).max(64),
      labels: path.nullable(),
      events: path.nullable(),
    }),
  ]),
  vantages: z.array(vantageNameSchema).min(1).max(11),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type AuditRequest = z.infer<typeof auditRequestSchema>;

/** A reply is always a value: the result or the problem. */
const reply = <T extends z.ZodType>(value: T) =>
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
} as const satisfies Record<CallName, { request: z.ZodType; reply: z.ZodType }>;
export type CallRequest<N extends CallName> = z.infer<(typeof calls)[N]['request']>;
export type CallReply<N extends CallName> = z.infer<(typeof calls)[N]['reply']>;

export const notices = {
  jobProgress: z.object({ jobId, progress: progressSchema }),
  jobDone: z.object({ jobId, result: auditResultSchema }),
  jobFailed: z.object({ jobId, problem: problemSchema }),
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

export const engineRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('audit'), jobId, request: auditRequestSchema }),
  z.object({ kind: z.literal('cancel'), jobId }),
  /** The result travels along: the engine that made it may have ended since. */
  z.object({ kind: z.literal('report'), jobId, path, result: auditResultSchema }),
]);
export type EngineRequest = z.infer<typeof engineRequestSchema>;

export const engineEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), jobId, progress: progressSchema }),
  z.object({ kind: z.literal('done'), jobId, result: auditResultSchema }),
  z.object({ kind: z.literal('failed'), jobId, problem: problemSchema }),
  z.object({ kind: z.literal('report-written'), jobId, path }),
]);
export type EngineEvent = z.infer<typeof engineEventSchema>;
