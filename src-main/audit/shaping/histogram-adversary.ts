import type { View } from '../../contract/vantage';
import { NO_CLASS } from '../../evaluation';

/** Neighbours before and after a packet whose lengths and directions count. */
const NEIGHBOURS = 3;
/** Bins of the time since the packet before: a factor of four each from 0.1 ms on. */
const GAPS = 12;
/** Laplace's: added to every count. */
const SMOOTHING = 0.5;

/**
 * A second family of adversary: naive Bayes on the histograms of length and direction of a packet and its
 * neighbours, and of the time since the one before. No trees, no thresholds: what it shares with the forest is
 * the traffic alone.
 */
export class HistogramAdversary {
  private readonly tables: Map<number, Float64Array>[];
  private readonly totals: Float64Array;

  /** @param labels Class of each packet; NO_CLASS is not learned from, but is a neighbour of others. */
  constructor(
    view: View,
    labels: Uint16Array,
    private readonly classes: number,
  ) {
    this.tables = Array.from({ length: 2 * NEIGHBOURS + 2 }, () => new Map<number, Float64Array>());
    this.totals = new Float64Array(classes);
    const symbols = new Int32Array(this.tables.length);
    for (let i = 0; i < view.count; i++) {
      const label = labels[i] as number;
      if (label === NO_CLASS) continue;
      this.totals[label]!++;
      symbolsOf(view, i, symbols);
      this.tables.forEach((table, which) => {
        const symbol = symbols[which] as number;
        let counts = table.get(symbol);
        if (!counts) table.set(symbol, (counts = new Float64Array(classes)));
        counts[label]!++;
      });
    }
  }

  /** The likeliest class of each packet. */
  label(view: View): Uint16Array {
    const given = new Uint16Array(view.count);
    const symbols = new Int32Array(this.tables.length);
    const score = new Float64Array(this.classes);
    const prior = this.totals.map((total) => Math.log(total + SMOOTHING));
    for (let i = 0; i < view.count; i++) {
      score.set(prior);
      symbolsOf(view, i, symbols);
      for (let which = 0; which < this.tables.length; which++) {
        const table = this.tables[which] as Map<number, Float64Array>;
        const counts = table.get(symbols[which] as number);
        const kinds = table.size + 1;
        for (let k = 0; k < this.classes; k++) {
          const seen = (counts?.[k] ?? 0) + SMOOTHING;
          score[k]! += Math.log(seen / ((this.totals[k] as number) + SMOOTHING * kinds));
        }
      }
      let best = 0;
      for (let k = 1; k < this.classes; k++)
        if ((score[k] as number) > (score[best] as number)) best = k;
      given[i] = best;
    }
    return given;
  }
}

function symbolsOf(view: View, packet: number, into: Int32Array): void {
  for (let offset = -NEIGHBOURS; offset <= NEIGHBOURS; offset++) {
    const at = packet + offset;
    const isThere = at >= 0 && at < view.count;
    into[offset + NEIGHBOURS] = isThere
      ? 2 * (view.length[at] as number) + (view.direction[at] as number)
      : -1;
  }
  const before = packet > 0 ? (view.time[packet - 1] as number) : Number.NEGATIVE_INFINITY;
  const gap = (view.time[packet] as number) - before;
  const bin = gap <= 1e-4 ? 0 : Math.min(GAPS, 1 + Math.floor(Math.log2(gap / 1e-4) / 2));
  into[2 * NEIGHBOURS + 1] = bin;
}
