import { type Device, NON_IOT } from '../../contract/home';
import { HomeMoleError } from '../../contract/errors';
import { quietJob } from '../../contract/job';
import type { LiveAdversary as Choice } from '../../contract/live';
import type { VantageName, ViewWithOrigin } from '../../contract/vantage';
import { NO_CLASS } from '../../evaluation';
import { loadModel, openLabeller, type PacketLabeller, type TrainedModel } from '../../inference';
import { parseVantage } from '../../vantage';
import { AHEAD, trainAdversary } from '../adversary';

/**
 * Seconds after a packet that its label waits for and that its features see. An adversary that
 * learned within the same second is as good as one that sees all: on days 2 to 1 of home14 99.9 %
 * behind NAPT and 99.6 % through OpenVPN either way. One of `train` sees ten by itself.
 */
export const LEARNED_AHEAD = 1;
export const TRAINED_AHEAD = AHEAD;

const SEED = 1;

/** The class of a device, as an adversary knows it. */
export function classOf({ type, kind }: Pick<Device, 'type' | 'kind'>): string {
  return kind === 'iot' ? type : NON_IOT;
}

/** An adversary ready to label. Release it before its process ends. */
export class LiveAdversary {
  private constructor(
    readonly vantage: VantageName,
    readonly classes: readonly string[],
    /** Seconds after a packet that it sees. */
    readonly ahead: number,
    /** Whether it labels in a thread of its own, and leaves this one to others. */
    readonly isApart: boolean,
    private readonly labeller: PacketLabeller,
  ) {}

  /**
   * The one in a folder that `train` wrote.
   * @param workerEntry Script of the thread in which a forest labels; this one when undefined.
   * @throws HomeMoleError `model-missing`, `model-malformed`, `model-changed`, `vantage-unknown`
   */
  static async fromFolder(
    { folder }: Choice & { kind: 'model' },
    workerEntry: string | undefined,
  ): Promise<LiveAdversary> {
    const { card, model } = await loadModel(folder);
    const { classes, features } = card;
    return LiveAdversary.from(
      { onnx: model, classes, features },
      parseVantage(card.vantage),
      TRAINED_AHEAD,
      workerEntry,
      folder,
    );
  }

  /**
   * Learns from the packets of a view.
   * @param classOfPacket Class of each; null is not learned from.
   * @throws HomeMoleError `one-class-only`, `cancelled`
   */
  static async learn(
    { view }: ViewWithOrigin,
    classOfPacket: (packet: number) => string | null,
    { workerEntry, signal }: { workerEntry: string | undefined; signal: AbortSignal },
  ): Promise<LiveAdversary> {
    const names = Array.from({ length: view.count }, (_, packet) => classOfPacket(packet));
    const classes = [...new Set(names.filter((name) => name !== null))].sort();
    const numbers = new Map(classes.map((name, index) => [name, index]));
    const labels = Uint16Array.from(names, (name) =>
      name === null ? NO_CLASS : (numbers.get(name) as number),
    );
    const adversary = await trainAdversary(
      { view, labels, classes },
      // One thread: recording and labelling go on meanwhile.
      { model: 'best', seed: SEED, workerEntry, ahead: LEARNED_AHEAD, threads: 1 },
      { ...quietJob, signal },
    );
    return LiveAdversary.from(adversary, view.vantage, LEARNED_AHEAD, workerEntry);
  }

  private static async from(
    model: TrainedModel,
    vantage: VantageName,
    ahead: number,
    workerEntry: string | undefined,
    folder = '',
  ): Promise<LiveAdversary> {
    const isApart = workerEntry !== undefined && model.features.kind !== 'sequence';
    const labeller = await openLabeller(model, folder, { workerEntry, threads: 1, fewest: 0 });
    return new LiveAdversary(vantage, model.classes, ahead, isApart, labeller);
  }

  /** What it says of the packets `from` to `end` of a view: indexes into `classes`. */
  async label({ view }: ViewWithOrigin, from: number, end: number): Promise<Uint16Array> {
    const part = { from, end, ahead: this.ahead };
    const { label } = await this.labeller.label(view, part, quietJob);
    return label;
  }

  release(): Promise<void> {
    return this.labeller.release();
  }
}

/** Where a live adversary stands; null when there is none. @throws HomeMoleError of its folder */
export async function openAdversary(
  choice: Choice,
  workerEntry: string | undefined,
): Promise<{ vantage: VantageName; ready: LiveAdversary | null } | null> {
  if (choice.kind === 'none') return null;
  if (choice.kind === 'learn') return { vantage: parseVantage(choice.vantage), ready: null };
  const ready = await LiveAdversary.fromFolder(choice, workerEntry);
  return { vantage: ready.vantage, ready };
}

/** Whether a problem only says that there is too little to learn from yet. */
export function isTooEarly(error: unknown): boolean {
  return error instanceof HomeMoleError && error.problem.code === 'one-class-only';
}
