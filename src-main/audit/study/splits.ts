import { Random } from '../../contract/random';
import type { TimeSplit } from '../../evaluation';
import { firstAtOrAfter } from '../../features';
import { joinInTwoRounds, type Marked, sliceStream } from './join-streams';
import type { Stream } from './streams';

/** What is learned from and what is asked about. A packet whose device is below 0 is neither. */
export interface Parts {
  readonly learn: Marked;
  /** Each is asked about by itself. */
  readonly ask: readonly Marked[];
}

/** In neither part. */
const LEFT_OUT = -1;
/** The paper's 8:2. */
const LEARNED_SHARE = 0.8;

/**
 * The split by time, the same moments for every stream: learned from is what lies before `trainEndTime`,
 * asked about what lies at or after `testStartTime`. Two views without a packet in common, so no feature
 * and no window reaches from one into the other. Packets of a connection of which something was learned
 * are not asked about.
 * @param window Packets in a window of networks, for the order of several streams.
 */
export function splitStreamsByTime(
  streams: readonly Stream[],
  { trainEndTime, testStartTime }: Pick<TimeSplit, 'trainEndTime' | 'testStartTime'>,
  window: number,
): Parts {
  const learn: Stream[] = [];
  const ask: Marked[] = [];
  for (const stream of streams) {
    const { time, count } = stream.view;
    const before = sliceStream(stream, 0, firstAtOrAfter(time, trainEndTime));
    const after = sliceStream(stream, firstAtOrAfter(time, testStartTime), count);
    const learned = new Set(before.connections);
    const devices = after.devices.map((device, i) =>
      learned.has(after.connections[i] as number) ? LEFT_OUT : device,
    );
    learn.push(before);
    ask.push({ view: after.view, devices });
  }
  return { learn: joinInTwoRounds(learn, window), ask };
}

/**
 * The paper's split: each stream is cut into windows of so many packets (what is left at its end is left out),
 * and of all windows four fifths, drawn at random, are learned from and the others asked about. Both parts
 * are one view, so features see over the borders of windows, as they do in the paper, where intervals are
 * those of the whole capture. Such a split leaks; it is measured to show how much.
 */
export function splitStreamsAtRandom(
  streams: readonly Stream[],
  window: number,
  seed: number,
): Parts {
  const whole = joinInTwoRounds(
    streams.map((stream) => {
      const { count } = stream.view;
      return sliceStream(stream, 0, count - (count % window));
    }),
    window,
  );
  const windows = whole.view.count / window;
  const isLearned = drawn(windows, Math.round(windows * LEARNED_SHARE), new Random(seed));
  const only = (learned: boolean): Marked => ({
    view: whole.view,
    devices: whole.devices.map((device, i) =>
      isLearned[Math.floor(i / window)] === (learned ? 1 : 0) ? device : LEFT_OUT,
    ),
  });
  return { learn: only(true), ask: [only(false)] };
}

/** Of `count` things `wanted` drawn without putting back: 1 for these. */
function drawn(count: number, wanted: number, random: Random): Uint8Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const flags = new Uint8Array(count);
  for (let i = 0; i < wanted; i++) {
    const other = i + random.integer(count - i);
    const chosen = order[other] as number;
    order[other] = order[i] as number;
    flags[chosen] = 1;
  }
  return flags;
}
