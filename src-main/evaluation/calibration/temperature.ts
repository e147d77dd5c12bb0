import { checkpoint, type Job } from '../../contract/job';
import type { Predictions } from '../../contract/learning';
import { NO_CLASS } from '../truth';

const COLDEST = 0.1;
const HOTTEST = 10;
/** Rows looked at, evenly over the block. */
const MOST_ROWS = 60_000;
/** Share of an even guess mixed in, so that a class a forest gave nothing does not cost endlessly. */
const EVEN = 1e-3;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const STEPS = 24;

/**
 * The temperature that makes probabilities fit the truth best (Guo et al., "On Calibration of Modern
 * Neural Networks", ICML 2017, section 4.2): least mean negative log likelihood. Each class weighs with
 * the square root of its packets, else a busy phone alone would decide.
 * @param truth Class of each row; rows without one of the model's classes are left out.
 * @returns between 0.1 and 10; 1 without rows
 * @throws HomeMoleError `cancelled`
 */
export async function fitTemperature(
  predictions: Predictions,
  truth: Uint16Array,
  job: Job,
): Promise<number> {
  const doubtful = doubtfulRows(predictions, truth);
  if (doubtful.weight.length === 0) return 1;
  let low = Math.log(COLDEST);
  let high = Math.log(HOTTEST);
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let atLeft = loss(doubtful, Math.exp(left));
  let atRight = loss(doubtful, Math.exp(right));
  for (let step = 0; step < STEPS; step++) {
    await checkpoint(job);
    if (atLeft <= atRight) {
      high = right;
      right = left;
      atRight = atLeft;
      left = high - GOLDEN * (high - low);
      atLeft = loss(doubtful, Math.exp(left));
    } else {
      low = left;
      left = right;
      atLeft = atRight;
      right = low + GOLDEN * (high - low);
      atRight = loss(doubtful, Math.exp(right));
    }
  }
  return Math.exp((low + high) / 2);
}

/** Probabilities with their logits divided by the temperature; the likeliest class stays the same. */
export function withTemperature(predictions: Predictions, temperature: number): Predictions {
  const { rows, classes, label } = predictions;
  const probability = new Float32Array(predictions.probability.length);
  for (let row = 0; row < rows; row++) {
    const from = row * classes;
    // Over the likeliest, so that no power is too small for a number.
    const most = predictions.probability[from + (label[row] as number)] as number;
    let sum = 0;
    for (let i = from; i < from + classes; i++) {
      const share = (predictions.probability[i] as number) / most;
      const scaled = share === 1 || share === 0 ? share : share ** (1 / temperature);
      probability[i] = scaled;
      sum += scaled;
    }
    for (let i = from; i < from + classes; i++) probability[i]! /= sum;
  }
  return { rows, classes, label, probability };
}

/** Rows that a temperature changes: those whose probability is not all with one class. */
interface Doubtful {
  /** Where each row's logits begin, and last their number. */
  readonly start: Int32Array;
  /** Natural logarithms of the probabilities that are not 0. */
  readonly logit: Float64Array;
  /** Where in `logit` the true class stands; -1 where the model gave it nothing. */
  readonly true: Int32Array;
  readonly weight: Float64Array;
  readonly classes: number;
}

function doubtfulRows({ rows, classes, probability }: Predictions, truth: Uint16Array): Doubtful {
  const stride = Math.max(1, Math.ceil(rows / MOST_ROWS));
  const counts = new Float64Array(classes);
  for (let row = 0; row < rows; row += stride) {
    const label = truth[row] as number;
    if (label !== NO_CLASS && label < classes) counts[label]!++;
  }
  const start: number[] = [];
  const logit: number[] = [];
  const trueAt: number[] = [];
  const weight: number[] = [];
  for (let row = 0; row < rows; row += stride) {
    const label = truth[row] as number;
    if (label === NO_CLASS || label >= classes) continue;
    const begun = logit.length;
    let own = -1;
    for (let c = 0; c < classes; c++) {
      const value = probability[row * classes + c] as number;
      if (value <= 0) continue;
      if (c === label) own = logit.length;
      logit.push(Math.log(value));
    }
    if (logit.length - begun < 2) {
      logit.length = begun;
      continue;
    }
    start.push(begun);
    trueAt.push(own);
    weight.push(1 / Math.sqrt(counts[label] as number));
  }
  start.push(logit.length);
  return {
    start: Int32Array.from(start),
    logit: Float64Array.from(logit),
    true: Int32Array.from(trueAt),
    weight: Float64Array.from(weight),
    classes,
  };
}

function loss(doubtful: Doubtful, temperature: number): number {
  const { start, logit, weight, classes } = doubtful;
  let total = 0;
  for (let row = 0; row < weight.length; row++) {
    const from = start[row] as number;
    const end = start[row + 1] as number;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = from; i < end; i++) most = Math.max(most, logit[i] as number);
    let sum = 0;
    for (let i = from; i < end; i++) sum += Math.exp(((logit[i] as number) - most) / temperature);
    const own = doubtful.true[row] as number;
    const share = own < 0 ? 0 : Math.exp(((logit[own] as number) - most) / temperature) / sum;
    total -= (weight[row] as number) * Math.log((1 - EVEN) * share + EVEN / classes);
  }
  return total;
}
