import { type CaptureInput, type Explainer, explanationOf } from '../audit';
import { HomeMoleError } from '../contract/errors';
import type { Explained, ExplainRequest } from '../contract/ipc';
import { quietJob } from '../contract/job';
import type { AdversaryModel } from '../contract/learning';
import { perceived, type View } from '../contract/vantage';
import { loadModel, openLabeller, type TrainedModel } from '../inference';
import type { KeptAdversaries } from './kept-adversaries';
import type { TenSecondsDesk } from './ten-seconds';

/** Times go to the window and back in microseconds of a span. */
const SAME_TIME = 5e-6;
/** Recurrent models have their own window on the card; an audit trains none. */
const WINDOW = 100;

export type Question = Omit<ExplainRequest, 'source'> & {
  readonly input: CaptureInput;
  readonly events: string | null;
};

interface Ready {
  readonly key: string;
  readonly explainer: Explainer;
  readonly model: AdversaryModel;
  /** It learned from the packets of this capture before; -Infinity: from none that is known. */
  readonly learnedUntil: number;
  readonly simulated: boolean;
}

/**
 * Explains packets of the capture that the desk of ten seconds keeps. The model stays open between two
 * questions; `forget` lets it go.
 */
export class ExplainDesk {
  private ready: Ready | null = null;
  private abort = new AbortController();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly views: TenSecondsDesk,
    private readonly kept: KeptAdversaries,
  ) {}

  /**
   * Null when another call came in between, or the capture is not kept any more.
   * @throws HomeMoleError of loading a model; `model-wrong-vantage`
   */
  explain(question: Question): Promise<Explained | null> {
    this.abort.abort();
    const abort = new AbortController();
    this.abort = abort;
    // One after the other: an open model is used and let go by one of them.
    const answer = this.last.then(() => this.answer(question, abort.signal));
    this.last = answer.catch(() => undefined);
    return answer.catch((error: unknown) => {
      const cancelled = error instanceof HomeMoleError && error.problem.code === 'cancelled';
      if (cancelled) return null;
      throw error;
    });
  }

  /** Ends what runs, whose answer is null, and lets the model go. */
  async forget(): Promise<void> {
    this.abort.abort();
    const mine = this.last.then(() => this.release());
    this.last = mine;
    await mine;
  }

  private async answer(question: Question, signal: AbortSignal): Promise<Explained | null> {
    if (signal.aborted) return null;
    const { vantage, packet } = question;
    const found = await this.views.viewOf(question, vantage);
    if (found === null || signal.aborted) return null;
    const seen = perceived(found.seen);
    const place = placeOf(seen.view, packet);
    if (place < 0) return { kind: 'no-packet' };
    const ready = await this.open(question);
    if (ready === null) return { kind: 'no-adversary' };
    const explanation = await explanationOf(
      {
        home: found.home,
        seen,
        packet: place,
        model: ready.model,
        explainer: ready.explainer,
        simulated: found.simulated || ready.simulated,
        learnedFrom: packet.time < ready.learnedUntil,
      },
      { ...quietJob, signal },
    );
    return { kind: 'explained', explanation };
  }

  private async open(question: Question): Promise<Ready | null> {
    const { adversary, vantage } = question;
    if (adversary.kind === 'model') {
      const key = `model ${adversary.folder}`;
      if (this.ready?.key === key) return this.ready;
      const { card, model: onnx } = await loadModel(adversary.folder);
      if (card.vantage !== vantage) {
        throw new HomeMoleError('model-wrong-vantage', { trained: card.vantage, asked: vantage });
      }
      const about = { key, model: card.model, learnedUntil: Number.NEGATIVE_INFINITY };
      const { classes, features, window } = card;
      return this.take({ onnx, classes, features }, window, {
        ...about,
        simulated: card.data.simulated,
      });
    }
    const kept = await this.kept.of(question.input, vantage);
    if (kept === null) return null;
    const { trained, model, learnedUntil } = kept;
    const key = `audit ${vantage} ${learnedUntil}`;
    if (this.ready?.key === key && this.ready.explainer.features === trained.features)
      return this.ready;
    return this.take(trained, WINDOW, { key, model, learnedUntil, simulated: false });
  }

  private async take(
    model: TrainedModel,
    window: number,
    about: Omit<Ready, 'explainer'>,
  ): Promise<Ready> {
    await this.release();
    const labeller = await openLabeller(model);
    this.ready = { ...about, explainer: { labeller, features: model.features, window } };
    return this.ready;
  }

  private async release(): Promise<void> {
    const { ready } = this;
    this.ready = null;
    await ready?.explainer.labeller.release();
  }
}

/** The packet's place in the view; -1 where it is not in it. */
function placeOf({ time, length, direction }: View, packet: Question['packet']): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time[middle] as number) < packet.time - SAME_TIME) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < time.length && (time[i] as number) <= packet.time + SAME_TIME; i++) {
    if (length[i] === packet.length && direction[i] === packet.direction) return i;
  }
  return -1;
}
