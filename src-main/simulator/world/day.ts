import type { Random } from '../../contract/random';

/** Parts of a day, by what people do in them. */
export const phases = ['morning', 'away', 'evening', 'sleep'] as const;
export type Phase = (typeof phases)[number];

/** How dense something is in each part of the day, in any unit. */
export type Weights = Readonly<Record<Phase, number>>;

/** 2026-03-02 06:00:00 UTC, a Monday: the moment every simulation begins. */
export const START_EPOCH = 1772431200;

const DAY = 86400;
/** Ends of the parts in seconds after 06:00: up to 08:30, 17:00, 23:00, 06:00. */
const realEnds: Weights = { morning: 9000, away: 39600, evening: 61200, sleep: DAY };
/** Shares of a day shorter than 24 hours: people do the same in less time, and hardly sleep. */
const condensedEnds: Weights = { morning: 0.27, away: 0.5, evening: 0.94, sleep: 1 };

/** Nothing is done by people while devices still start up, nor at the very end. */
const QUIET_START = 100;
const QUIET_END = 20;

/**
 * The schedule of the people. A simulation of 24 hours or more follows the clock; a shorter one
 * condenses one whole day into the hours there are, so that every device is used.
 */
export class Day {
  readonly days: number;
  private readonly dayLength: number;
  private readonly ends: Weights;

  constructor(readonly seconds: number) {
    const condensed = seconds < DAY;
    this.dayLength = condensed ? seconds : DAY;
    this.days = Math.ceil(seconds / this.dayLength);
    const scale = condensed ? seconds : 1;
    const ends = condensed ? condensedEnds : realEnds;
    this.ends = {
      morning: ends.morning * scale,
      away: ends.away * scale,
      evening: ends.evening * scale,
      sleep: ends.sleep * scale,
    };
  }

  phaseAt(time: number): Phase {
    const clock = time % this.dayLength;
    return phases.find((phase) => clock < this.ends[phase]) ?? 'sleep';
  }

  /** The moments `from` to `to` of each phase in order over the whole time. */
  spans(): { phase: Phase; from: number; to: number }[] {
    const spans: { phase: Phase; from: number; to: number }[] = [];
    for (let day = 0; day < this.days; day += 1) {
      let from = day * this.dayLength;
      for (const phase of phases) {
        const to = Math.min(this.seconds, day * this.dayLength + this.ends[phase]);
        if (to > from) spans.push({ phase, from, to });
        from = Math.max(from, to);
      }
    }
    return spans;
  }

  /**
   * `perDay` moments for each day, as dense as the weights say and evenly spread within that: the
   * k-th falls somewhere in the k-th part of the weight. At least `gap` seconds lie between two.
   */
  spread(random: Random, perDay: number, weights: Weights, gap: number): number[] {
    const spans = this.spans();
    const mass = spans.map(({ phase, from, to }) => (to - from) * weights[phase]);
    const total = mass.reduce((sum, one) => sum + one, 0);
    const count = Math.max(1, Math.round((perDay * this.seconds) / this.dayLength));
    const times: number[] = [];
    let earliest = QUIET_START + random.between(0, 30);
    for (let i = 0; i < count && total > 0; i += 1) {
      let wanted = ((i + random.uniform()) / count) * total;
      const at = mass.findIndex((one) => (wanted -= one) < 0);
      const span = spans[at < 0 ? spans.length - 1 : at] as (typeof spans)[number];
      const weight = weights[span.phase] || 1;
      const time = Math.max(earliest, at < 0 ? span.to : span.to + wanted / weight);
      if (time > this.seconds - QUIET_END) break;
      times.push(time);
      earliest = time + gap;
    }
    return times;
  }
}
