import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { HomeMoleError } from '../contract/errors';
import type { Job } from '../contract/job';
import type { FeatureSet, Predictions } from '../contract/learning';
import type { View } from '../contract/vantage';
import type { FeaturePart } from '../features';
import type { Forest } from '../learning';
import { type SharedColumns, shareColumns } from './share-columns';

/** Packets with fewer of which threads are not worth their start: a third of a second of work. */
const FEWEST = 32_768;
/** Packets that a thread labels at once: their features fit the memory, and a cancel need not wait. */
const MOST_AT_ONCE = 32_768;
const LEAST_AT_ONCE = 4096;
/** Parts of a view at the most: what surrounds a part is looked at anew for each. */
const PARTS = 64;

/** In which threads to label. */
export interface LabelThreads {
  /** Script of the worker threads; the calling thread labels when left out. */
  readonly workerEntry?: string | undefined;
  /** One a core when left out. */
  readonly threads?: number | undefined;
  /** Packets with fewer of which the calling thread labels; with 0 the threads start at once. */
  readonly fewest?: number;
}

/** What a worker is started with. */
export interface LabelWorkerData {
  readonly labelling: {
    readonly forest: Forest;
    readonly features: FeatureSet;
    /** Of `reweigh`. */
    readonly weights: readonly number[];
  };
}

/** What a worker is sent: the view, in shared memory, then parts of it. */
export type LabelRequest = { view: SharedColumns } | { part: FeaturePart };

/** What a worker posts for each part. */
export interface LabelledPart {
  readonly from: number;
  readonly label: Uint16Array<ArrayBuffer>;
  readonly probability: Float32Array<ArrayBuffer>;
}

/**
 * Threads that compute features and ask a forest, each for the next part whenever it has done one. What
 * they say is what the calling thread would say, to the byte. They start with the first view that is asked about, and live
 * until they are released, or until a cancel.
 */
export class LabelPool {
  private workers: Worker[] = [];
  private turn: Turn | null = null;

  constructor(
    private readonly model: LabelWorkerData['labelling'],
    private readonly threads: LabelThreads,
  ) {
    if (threads.fewest === 0) this.start();
  }

  /** Whether so many packets are worth it. */
  isFor({ from, end }: FeaturePart): boolean {
    return end - from >= Math.max(1, this.threads.fewest ?? FEWEST);
  }

  /**
   * Labels a part of a view; one at a time.
   * @throws HomeMoleError `cancelled`, at once
   */
  async label(view: View, part: FeaturePart, job: Job): Promise<Predictions> {
    if (this.turn) throw new RangeError('the threads label one part of a view at a time');
    const rows = part.end - part.from;
    const { classes } = this.model.forest;
    const label = new Uint16Array(rows);
    const probability = new Float32Array(rows * classes);
    let done = 0;
    job.report({ stage: 'labelling', done, total: rows, unit: 'rows' });
    try {
      await this.ask(view, part, job.signal, (given) => {
        label.set(given.label, given.from - part.from);
        probability.set(given.probability, (given.from - part.from) * classes);
        done += given.label.length;
        job.report({ stage: 'labelling', done, total: rows, unit: 'rows' });
        return done === rows;
      });
    } catch (error) {
      await this.release();
      throw error;
    }
    return { rows, classes, label, probability };
  }

  async release(): Promise<void> {
    const ended = this.workers.map((worker) => worker.terminate());
    this.workers = [];
    await Promise.all(ended);
  }

  /** @param take Takes an answer, and says whether it was the last. */
  private async ask(
    view: View,
    part: FeaturePart,
    signal: AbortSignal,
    take: (given: LabelledPart) => boolean,
  ): Promise<void> {
    if (signal.aborted) throw new HomeMoleError('cancelled');
    const workers = this.start();
    const parts = partsOf(part, workers.length);
    const shared = shareColumns(view);
    const give = (worker: Worker): void => {
      const next = parts.pop();
      if (next) worker.postMessage({ part: next } satisfies LabelRequest);
    };
    let cancel = (): void => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        cancel = () => reject(new HomeMoleError('cancelled'));
        signal.addEventListener('abort', cancel, { once: true });
        const answered: Turn['answered'] = (worker, given) =>
          take(given) ? resolve() : give(worker);
        this.turn = { answered, failed: reject };
        for (const worker of workers) {
          worker.postMessage({ view: shared } satisfies LabelRequest);
          give(worker);
        }
      });
    } finally {
      this.turn = null;
      signal.removeEventListener('abort', cancel);
    }
  }

  private start(): readonly Worker[] {
    const { threads = availableParallelism(), workerEntry } = this.threads;
    const workerData: LabelWorkerData = { labelling: this.model };
    while (this.workers.length < Math.max(1, threads)) {
      const worker = new Worker(workerEntry as string, { workerData });
      this.workers.push(worker);
      worker.on('message', (given: LabelledPart) => this.turn?.answered(worker, given));
      worker.on('error', (error: Error) => this.turn?.failed(error));
      worker.on('exit', (code) => {
        if (!this.workers.includes(worker)) return;
        this.workers = this.workers.filter((other) => other !== worker);
        this.turn?.failed(new Error(`a labelling thread ended with code ${code}`));
      });
    }
    return this.workers;
  }
}

/** What is done with what the threads say while a view is labelled. */
interface Turn {
  answered(worker: Worker, given: LabelledPart): void;
  failed(error: Error): void;
}

/** The last first. */
function partsOf({ from, end, ahead }: FeaturePart, threads: number): FeaturePart[] {
  const rows = end - from;
  const even = threads === 1 ? rows : Math.ceil(rows / (2 * threads));
  const size = Math.max(LEAST_AT_ONCE, Math.min(even, MOST_AT_ONCE), Math.ceil(rows / PARTS));
  const parts: FeaturePart[] = [];
  for (let first = from; first < end; first += size) {
    parts.push({ from: first, end: Math.min(end, first + size), ahead });
  }
  return parts.reverse();
}
