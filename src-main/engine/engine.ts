import type { CapturePlace } from '../capture';
import { type EngineEvent, engineRequestSchema } from '../contract/engine-messages';
import { problemOf } from '../contract/errors';
import type { JobRequest } from '../contract/ipc';
import type { AuditResult } from '../contract/results';
import { Questions } from './answers';
import { type LibraryPlace, ModelLibrary } from './library';
import type { Hooks, Place } from './operations';
import { writeReportFile } from './report-file';
import { runJob } from './window-jobs';

/** The engine behind the window: takes requests, answers with events, one process of its own. */
export interface Engine {
  /** Anything that came over the process border; what is not a request is answered by nothing. */
  handle(request: unknown): void;
  /** Cancels what runs and waits until it has ended. */
  drain(): Promise<void>;
}

export function createEngine(
  options: Place & {
    readonly capture: CapturePlace;
    readonly models: LibraryPlace;
    readonly send: (event: EngineEvent) => void;
  },
): Engine {
  const { send, resources, workerEntry, knownDevices } = options;
  /** Where things are and no more: it goes into the options of jobs. */
  const place: Place = { resources, workerEntry, knownDevices };
  const library = new ModelLibrary(options.models);
  const questions = new Questions(place, options.capture, library, send);
  const running = new Map<string, { abort: AbortController; ended: Promise<void> }>();

  async function run(jobId: string, job: JobRequest, signal: AbortSignal): Promise<void> {
    try {
      // A job is what the person waits for now.
      questions.surveys.stop();
      questions.profiles.stop();
      questions.tenSeconds.forget();
      await questions.explaining.forget();
      const hooks: Hooks = {
        signal,
        progress: (progress) => send({ kind: 'progress', jobId, progress }),
      };
      const keepers = { library, adversaries: questions.adversaries };
      send({ kind: 'done', jobId, outcome: await runJob(job, jobId, place, keepers, hooks) });
    } catch (error) {
      send({ kind: 'failed', jobId, problem: problemOf(error) });
    }
  }

  async function writeReport(jobId: string, path: string, result: AuditResult): Promise<void> {
    try {
      await writeReportFile(result, path);
      send({ kind: 'report-written', jobId, path });
    } catch (error) {
      send({ kind: 'failed', jobId, problem: problemOf(error) });
    }
  }

  function start(jobId: string, work: (signal: AbortSignal) => Promise<void>): void {
    const abort = new AbortController();
    const ended = work(abort.signal).finally(() => running.delete(jobId));
    running.set(jobId, { abort, ended });
  }

  return {
    handle(message) {
      const parsed = engineRequestSchema.safeParse(message);
      if (!parsed.success) return;
      const request = parsed.data;
      if (request.kind === 'cancel') running.get(request.jobId)?.abort.abort();
      else if (request.kind === 'report')
        void writeReport(request.jobId, request.path, request.result);
      else if (request.kind === 'ask') {
        void questions
          .answer(request.name, request.request)
          .then((reply) => send({ kind: 'answer', id: request.id, reply }));
      } else if (!running.has(request.jobId)) {
        start(request.jobId, (signal) => run(request.jobId, request.job, signal));
      }
    },
    async drain() {
      const jobs = [...running.values()];
      for (const { abort } of jobs) abort.abort();
      await Promise.all([...jobs.map(({ ended }) => ended), questions.drain()]);
    },
  };
}
