import { captureCommand } from './record';
import { checkFilter, listInterfaces, watchInterfaceRates, type CapturePlace } from '../capture';
import {
  questions,
  type Answer,
  type EngineEvent,
  type Question,
  type QuestionName,
} from '../contract/engine-messages';
import { HomeMoleError, problemOf } from '../contract/errors';
import type { CaptureSource, Reply } from '../contract/ipc';
import { changeKnownDevice } from '../home';
import { ExplainDesk } from './explain-desk';
import { anonymiseFiles } from './exports';
import { KeptAdversaries } from './kept-adversaries';
import { discardRecording, LiveCaptures } from './live-captures';
import type { ModelLibrary } from './library';
import { readModelFolder } from './models';
import { type Place, sampleHome } from './operations';
import { copyRecording } from './save-recording';
import { recipesOf } from '../shaping';
import { writeWholeFile } from '../files';
import { ProfilesDesk } from './profiles-desk';
import { judgeMarks, writeMarks } from './marks';
import { ShapingDesk } from './shaping-desk';
import { Surveys } from './surveys';
import { TenSecondsDesk } from './ten-seconds';

type Answers = { [N in QuestionName]: (request: Question<N>) => Answer<N> | Promise<Answer<N>> };

/** How the engine answers each question of the main process, and what goes on because of them. */
export class Questions {
  readonly captures: LiveCaptures;
  readonly surveys = new Surveys();
  readonly tenSeconds = new TenSecondsDesk();
  /** Of the last audit. */
  readonly adversaries = new KeptAdversaries();
  readonly profiles = new ProfilesDesk();
  readonly shaping = new ShapingDesk();
  readonly explaining = new ExplainDesk(this.tenSeconds, this.adversaries);
  private watching: AbortController | null = null;

  constructor(
    private readonly place: Place,
    private readonly helper: CapturePlace,
    private readonly library: ModelLibrary,
    private readonly send: (event: EngineEvent) => void,
  ) {
    this.captures = new LiveCaptures(place, helper, send);
  }

  /** Never throws: what goes wrong is the reply. */
  async answer(name: QuestionName, request: unknown): Promise<Reply<unknown>> {
    try {
      const parsed = questions[name].request.parse(request);
      const answer = this.answers[name] as (request: unknown) => unknown;
      return { ok: true, value: await answer(parsed) };
    } catch (error) {
      return { ok: false, problem: problemOf(error) };
    }
  }

  /** Stops what was begun by questions, and waits until it has ended. */
  async drain(): Promise<void> {
    this.surveys.stop();
    this.tenSeconds.forget();
    this.profiles.stop();
    this.shaping.forget();
    await this.explaining.forget();
    this.watchRates(false);
    await this.captures.drain();
  }

  private readonly answers: Answers = {
    inspectFiles: ({ source }) =>
      this.surveys.inspect({ ...inputOf(source, this.place), ...this.place }),
    changeDevice: async (change) => {
      if (this.place.knownDevices === null) {
        throw new HomeMoleError('unexpected', { detail: 'there is no file for known devices.' });
      }
      const known = await changeKnownDevice(this.place.knownDevices, change);
      this.captures.setKnown(known);
      return known;
    },
    seeTenSeconds: ({ source, ...look }) => {
      const { captures, labels, events } = inputOf(source, this.place);
      return this.tenSeconds.look({ input: { captures, labels, ...this.place }, events, ...look });
    },
    forgetTenSeconds: async () => {
      this.tenSeconds.forget();
      await this.explaining.forget();
      return null;
    },
    explainPacket: ({ source, ...question }) => {
      const { captures, labels, events } = inputOf(source, this.place);
      return this.explaining.explain({
        input: { captures, labels, ...this.place },
        events,
        ...question,
      });
    },
    learnProfiles: ({ source, ...question }) => {
      const { captures, labels } = inputOf(source, this.place);
      return this.profiles.learn({ captures, labels, ...this.place, ...question });
    },
    tryShaping: ({ source, ...trial }) => {
      const { captures, labels } = inputOf(source, this.place);
      return this.shaping.try({ input: { captures, labels, ...this.place }, ...trial });
    },
    forgetShaping: () => {
      this.shaping.forget();
      return null;
    },
    exportShaping: ({ shaping, vantage }) => recipesOf(shaping, vantage),
    writeText: ({ path, text }) => writeWholeFile(path, text).then(() => ({ path })),
    listInterfaces: () => listInterfaces(this.helper, never),
    watchRates: ({ on }) => this.watchRates(on),
    checkFilter: (request) => checkFilter(this.helper, request, never),
    describeCapture: (request) => ({ command: captureCommand(request) }),
    readModelFolder: ({ folder }) => readModelFolder(folder),
    listModels: () => this.library.list(),
    readModel: ({ id }) => this.library.read(id),
    keepModel: ({ jobId, name }) => this.library.keep(jobId, name),
    discardModel: ({ jobId }) => this.library.discard(jobId).then(() => null),
    importModel: ({ folder }) => this.library.import(folder),
    exportModel: ({ id, path }) => this.library.export(id, path).then(() => ({ path })),
    renameModel: ({ id, name }) => this.library.rename(id, name),
    deleteModel: ({ id }) => this.library.remove(id).then(() => null),
    sweepModels: () => this.library.sweep().then(() => null),
    startCapture: (request) => this.captures.start(request),
    pauseCapture: ({ jobId }) => {
      this.captures.of(jobId)?.pause();
      return null;
    },
    resumeCapture: ({ jobId }) => {
      this.captures.of(jobId)?.resume();
      return null;
    },
    stopCapture: ({ jobId }) => {
      this.captures.stop(jobId);
      return null;
    },
    saveRecording: async ({ files, events, path, anonymised }) => {
      if (anonymised) {
        await anonymiseFiles(
          files,
          path,
          { seed: null },
          { signal: never, progress: () => undefined },
        );
        return { paths: [path], events: null };
      }
      return copyRecording(files, path, events);
    },
    writeMarks: async ({ folder, marks }) => ({ path: await writeMarks(folder, marks) }),
    judgeMarks: (request) => judgeMarks(request, this.place),
    discardRecording: ({ folder }) => discardRecording(folder),
  };

  private watchRates(on: boolean): null {
    this.watching?.abort();
    this.watching = on ? new AbortController() : null;
    if (this.watching) {
      const tell = (rates: Parameters<Parameters<typeof watchInterfaceRates>[1]>[0]): void =>
        this.send({ kind: 'rates', rates });
      watchInterfaceRates(this.helper, tell, this.watching.signal);
    }
    return null;
  }
}

const never = new AbortController().signal;

/** The main process turns a capture of this session into its files before it asks. */
export function inputOf(
  source: CaptureSource,
  place: Place,
): { captures: readonly string[]; labels: string | null; events: string | null } {
  if (source.kind === 'sample') return sampleHome(place);
  if (source.kind === 'files') return source;
  throw new HomeMoleError('unexpected', { detail: 'a capture without its files' });
}
