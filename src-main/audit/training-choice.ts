import type { AdversaryModel, Card } from '../contract/learning';
import type { View } from '../contract/vantage';
import type { TrainedModel } from '../inference';

/** A model and how packets become its inputs. */
export interface Adversary extends TrainedModel {
  readonly hyperparameters: Card['hyperparameters'];
  /** Packets in a window of a network; what the paper has for those that know no windows. */
  readonly window: number;
  readonly training: Card['training'];
}

export interface TrainingPart {
  readonly view: View;
  /** Class of each packet of the view, indexes into `classes`; NO_CLASS is not learned from. */
  readonly labels: Uint16Array;
  readonly classes: readonly string[];
}

export interface TrainingChoice {
  readonly model: AdversaryModel;
  /**
   * The forest with the paper's own treatment of ports; networks that learn as the paper says, not as is
   * better in a quiet home. `best` is ours.
   */
  readonly paper?: boolean;
  readonly seed: number;
  /** Script of the training workers; undefined trains in this thread. */
  readonly workerEntry: string | undefined;
  /** Seconds after each packet beyond which it sees nothing; absent: it sees all there is. */
  readonly ahead?: number;
  /** Training workers at the most; absent: as many as the machine has cores. */
  readonly threads?: number;
  /** A lesser model of the same kind in a third of the time, to see how it errs. */
  readonly quick?: boolean;
  /** Of networks alone: packets in a window, and how often all windows are learned from. */
  readonly window?: number | null;
  readonly epochs?: number | null;
  /** Of forests alone: how many trees, and the fewest packets in a leaf. */
  readonly trees?: number | null;
  readonly minLeaf?: number | null;
  /** Of networks alone: file to write to and, where it is there, to go on from. */
  readonly checkpoint?: string;
}
