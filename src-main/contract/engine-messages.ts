import { z } from 'zod';
import { interfaceRatesSchema } from './capture';
import { problemSchema } from './errors';
import { calls, reply, savedRecordingSchema } from './ipc';
import { progressSchema } from './job';
import { libraryModelSchema, modelIdSchema } from './library';
import { liveEndSchema, liveRequestSchema, liveUpdateSchema } from './live';
import { judgedMarksSchema, marksSchema } from './marks';
import { auditResultSchema } from './results';
import { jobId, path } from './source';
import { jobOutcomeSchema, jobRequestSchema } from './window-jobs';

/**
 * What main asks of the engine and gets an answer to. `files` are those of a recording, which main
 * remembers: the engine that made it may have ended since.
 */
export const questions = {
  inspectFiles: calls.inspectFiles,
  changeDevice: calls.changeDevice,
  seeTenSeconds: calls.seeTenSeconds,
  forgetTenSeconds: calls.forgetTenSeconds,
  explainPacket: calls.explainPacket,
  learnProfiles: calls.learnProfiles,
  tryShaping: calls.tryShaping,
  forgetShaping: calls.forgetShaping,
  exportShaping: calls.exportShaping,
  /** It appears whole or not at all. */
  writeText: { request: z.object({ path, text: z.string() }), reply: reply(z.object({ path })) },
  listInterfaces: calls.listInterfaces,
  watchRates: calls.watchRates,
  checkFilter: calls.checkFilter,
  describeCapture: calls.describeCapture,
  /** What is in a folder that `train` wrote. */
  readModelFolder: { request: z.object({ folder: path }), reply: calls.chooseModel.reply },
  listModels: calls.listModels,
  readModel: calls.readModel,
  keepModel: calls.keepModel,
  discardModel: calls.discardModel,
  importModel: { request: z.object({ folder: path }), reply: reply(libraryModelSchema) },
  exportModel: {
    request: z.object({ id: modelIdSchema, path }),
    reply: reply(z.object({ path })),
  },
  renameModel: calls.renameModel,
  deleteModel: calls.deleteModel,
  /** Deletes what an earlier run of the program trained and nobody kept. */
  sweepModels: { request: z.undefined(), reply: reply(z.null()) },
  /** `folder`: an empty one for the files of the recording. */
  startCapture: {
    request: z.object({ jobId, folder: path, request: liveRequestSchema }),
    reply: calls.describeCapture.reply,
  },
  pauseCapture: calls.pauseCapture,
  resumeCapture: calls.resumeCapture,
  stopCapture: calls.stopCapture,
  /** Copies a recording to `path`; several files get numbers. */
  saveRecording: {
    request: z.object({
      files: z.array(path).min(1),
      /** File of what was marked; null: nothing was, or it is not to be saved. */
      events: path.nullable(),
      path,
      anonymised: z.boolean(),
    }),
    reply: reply(savedRecordingSchema),
  },
  /** Writes all marks of a recording into its folder; null: there are none. */
  writeMarks: {
    request: z.object({ folder: path, marks: marksSchema }),
    reply: reply(z.object({ path: path.nullable() })),
  },
  judgeMarks: {
    request: z.object({ captures: z.array(path).min(1), labels: path.nullable(), events: path }),
    reply: reply(z.object({ judged: judgedMarksSchema, path })),
  },
  /** Deletes a recording with its folder. */
  discardRecording: { request: z.object({ folder: path }), reply: calls.discardCapture.reply },
} as const;
export type QuestionName = keyof typeof questions;
export type Question<N extends QuestionName> = z.infer<(typeof questions)[N]['request']>;
export type Answer<N extends QuestionName> = Extract<
  z.infer<(typeof questions)[N]['reply']>,
  { ok: true }
>['value'];

const questionName = z.enum(Object.keys(questions) as [QuestionName, ...QuestionName[]]);
const questionId = z.number().int().nonnegative();

export const engineRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), jobId, job: jobRequestSchema }),
  z.object({ kind: z.literal('cancel'), jobId }),
  /** The result travels along: the engine that made it may have ended since. */
  z.object({ kind: z.literal('report'), jobId, path, result: auditResultSchema }),
  /** `request` is parsed by `questions[name]`. */
  z.object({ kind: z.literal('ask'), id: questionId, name: questionName, request: z.unknown() }),
]);
export type EngineRequest = z.infer<typeof engineRequestSchema>;

export const engineEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), jobId, progress: progressSchema }),
  z.object({ kind: z.literal('done'), jobId, outcome: jobOutcomeSchema }),
  z.object({ kind: z.literal('failed'), jobId, problem: problemSchema }),
  z.object({ kind: z.literal('report-written'), jobId, path }),
  /** `reply` is parsed by `questions[name]` of the question with this id. */
  z.object({ kind: z.literal('answer'), id: questionId, reply: z.unknown() }),
  z.object({ kind: z.literal('rates'), rates: interfaceRatesSchema }),
  z.object({ kind: z.literal('capture-update'), jobId, update: liveUpdateSchema }),
  /** It is over; `problem` when it broke off. */
  z.object({
    kind: z.literal('capture-ended'),
    jobId,
    result: liveEndSchema,
    problem: problemSchema.nullable(),
  }),
]);
export type EngineEvent = z.infer<typeof engineEventSchema>;
