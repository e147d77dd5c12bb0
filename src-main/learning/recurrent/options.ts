import type { PacketSequence, TrainingPoint } from '../../contract/learning';

/** How a recurrent network is built and trained. */
export interface RecurrentOptions {
  /** 1: LSTM, 2: BLSTM. */
  readonly directions: 1 | 2;
  /** Packets in a window. */
  readonly window: number;
  /** Packets from the start of one training window to that of the next; the window, or less: they overlap. */
  readonly stride: number;
  /** Windows in a step. */
  readonly batch: number;
  readonly hidden: number;
  /** Length of an embedded port. */
  readonly embedding: number;
  readonly dropout: number;
  readonly relu: boolean;
  readonly learningRate: number;
  /** Whether the rate falls to 0 along half a cosine, or stays. */
  readonly annealed: boolean;
  readonly epochs: number;
  /** 0: every packet counts alike; 1: every class does; between: the power in between. */
  readonly balance: number;
  /** Share of the packets, the latest, that tell which epoch is kept and are not learned from. */
  readonly validationShare: number;
  /** Training ends after so many epochs without a lower loss there. */
  readonly patience: number;
  readonly seed: number;
}

/**
 * The HomeMole paper's settings (Table 3); where it is silent: batches of 64, packets alike, windows that
 * do not overlap.
 */
export const paperOptions = {
  window: 100,
  stride: 100,
  batch: 64,
  hidden: 64,
  embedding: 30,
  dropout: 0.5,
  relu: true,
  learningRate: 1e-3,
  annealed: false,
  epochs: 15,
  balance: 0,
  validationShare: 0.1,
  patience: 15,
} as const satisfies Partial<RecurrentOptions>;

/**
 * Ours, for homes as quiet as real ones, which give a tenth of the paper's windows: windows overlap by half,
 * batches are small, so that there are eight times as many steps; rare classes count more; the rate is larger
 * and falls; less is left out, and nothing of the outputs is cut off.
 */
export const ownOptions = {
  ...paperOptions,
  stride: 50,
  batch: 16,
  dropout: 0.3,
  relu: false,
  learningRate: 3e-3,
  annealed: true,
  balance: 0.5,
} as const satisfies Partial<RecurrentOptions>;

/** The label of a packet that is not learned from, such as the tunnel's own. */
export const NO_LABEL = 0xffff;

/** What is to be learned. */
export interface RecurrentTask {
  readonly sequence: PacketSequence;
  /** Class of each packet, or NO_LABEL. */
  readonly labels: Uint16Array;
  readonly classes: number;
  /** Rows of the port embedding; 0 without ports. */
  readonly ports: number;
  readonly options: RecurrentOptions;
  /** File to go on from where it is there, and to write to; null for none. */
  readonly checkpoint: string | null;
}

/** What came of it. */
export interface TrainedRecurrent {
  /** In the order of `parameterShapes`. */
  readonly parameters: Float32Array;
  /** The port embedding. */
  readonly table: Float32Array;
  /** One for each epoch. */
  readonly points: readonly TrainingPoint[];
  readonly keptEpoch: number;
  readonly ended: 'epochs' | 'early';
}
