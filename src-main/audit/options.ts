import type { AdversaryModel } from '../contract/learning';
import type { TrainedModel } from '../inference';
import type { VantageName } from '../contract/vantage';
import type { CaptureInput } from './load';
import type { OutsideInput } from './seen';

/** An adversary of an audit, which it forgets as soon as it is tested. */
export interface AuditAdversary {
  readonly vantage: VantageName;
  readonly model: AdversaryModel;
  readonly trained: TrainedModel;
  /** Seconds since the epoch; it learned from the packets before. */
  readonly learnedUntil: number;
}

export interface AuditOptions extends CaptureInput {
  /** With `outside` at most one, which must be what was recorded. */
  readonly vantages: readonly VantageName[];
  /** Captures from outside: the audit is of the view as it was recorded. */
  readonly outside?: OutsideInput | null;
  /** Strongest first; verdicts and claims are the first one's. */
  readonly models: readonly AdversaryModel[];
  /** Shapings to measure at each vantage; absent: none. Not with `outside`. */
  readonly shapings?: readonly string[];
  readonly seed: number;
  /** File of events that were marked: what people do is learned from the earlier ones, too. */
  readonly events?: string | null;
  /** Is given the strongest adversary of each vantage, to keep it. */
  readonly onTrained?: (adversary: AuditAdversary) => void;
  /** The forest with the paper's ports, networks that learn as the paper says. */
  readonly paper?: boolean;
  /** Of networks alone; the paper's where left out. */
  readonly window?: number | null;
  readonly epochs?: number | null;
  /** Script of the training workers; undefined trains in this thread. */
  readonly workerEntry: string | undefined;
}

/** Share of the capture's duration that the adversary learns from. */
export const TRAIN_SHARE = 2 / 3;
/** With fewer packets than this crossing the gateway nothing can be learned and tested. */
export const FEWEST_PACKETS = 300;
