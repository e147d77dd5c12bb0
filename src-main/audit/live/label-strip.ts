import type { LiveStrip } from '../../contract/live';

const BIN_SECONDS = 5;
const BINS = 60;

type Count = 'packets' | 'labelled' | 'correct';
type Lane = Record<Count, Int32Array>;

/** Packets, labels and right labels by type, in bins of five seconds over the last five minutes. */
export class LabelStrip {
  private readonly lanes = new Map<string, Lane>();
  private newest = Number.NEGATIVE_INFINITY;

  /** Counts a packet of a type at its time, in seconds since the epoch. */
  add(type: string, time: number, count: Count): void {
    const bin = Math.floor(time / BIN_SECONDS);
    // A label is of a packet that was counted, and moves nothing.
    if (count === 'packets') this.moveTo(bin);
    if (bin > this.newest) return;
    if (bin <= this.newest - BINS) return;
    let lane = this.lanes.get(type);
    if (!lane) {
      const empty = (): Int32Array => new Int32Array(BINS);
      this.lanes.set(type, (lane = { packets: empty(), labelled: empty(), correct: empty() }));
    }
    lane[count][bin % BINS]!++;
  }

  /** Forgets everything: times are those of another clock from now on. */
  restart(): void {
    this.lanes.clear();
    this.newest = Number.NEGATIVE_INFINITY;
  }

  /** Lanes by type's name, but for those that are empty; null before the first packet. */
  present(): LiveStrip | null {
    const { newest } = this;
    if (newest === Number.NEGATIVE_INFINITY) return null;
    const first = newest - BINS + 1;
    const inOrder = (ring: Int32Array): number[] =>
      Array.from({ length: BINS }, (_, i) => ring[(first + i) % BINS] as number);
    return {
      binSeconds: BIN_SECONDS,
      start: first * BIN_SECONDS,
      lanes: [...this.lanes]
        .filter(([, { packets }]) => packets.some((count) => count > 0))
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([type, { packets, labelled, correct }]) => ({
          type,
          packets: inOrder(packets),
          labelled: inOrder(labelled),
          correct: inOrder(correct),
        })),
    };
  }

  private moveTo(bin: number): void {
    for (let past = Math.max(this.newest + 1, bin - BINS + 1); past <= bin; past++) {
      for (const lane of this.lanes.values()) {
        for (const ring of [lane.packets, lane.labelled, lane.correct]) ring[past % BINS] = 0;
      }
    }
    this.newest = Math.max(this.newest, bin);
  }
}
