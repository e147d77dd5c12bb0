import type { View } from '../../contract/vantage';
import { sliceView } from '../../features';
import type { Stream } from './streams';

/** Seconds between two streams: longer than any feature looks. */
const PAUSE = 43_200;

/** Packets of a view, and of each its device; below 0: it is context, and nothing is asked of it. */
export interface Marked {
  readonly view: View;
  readonly devices: Int32Array;
}

/** The end of what is learned from, in which networks see which epoch is the best one. */
const LATER_SHARE = 0.1;

/**
 * Streams in one view, as if they had been recorded one after the other: first nine tenths of each, in whole
 * windows, then the rest of each. Networks hold out the last tenth of what they learn from, which so has
 * all devices.
 */
export function joinInTwoRounds(streams: readonly Stream[], window: number): Marked {
  if (streams.length === 1) return joinStreams(streams);
  const cut = streams.map(({ view: { count } }) => {
    const earlier = count * (1 - LATER_SHARE);
    return earlier - (earlier % window);
  });
  return joinStreams([
    ...streams.map((stream, i) => sliceStream(stream, 0, cut[i] as number)),
    ...streams.map((stream, i) => sliceStream(stream, cut[i] as number, stream.view.count)),
  ]);
}

/**
 * Streams one after the other in one view, as if they had been recorded so, with a long pause in between. One
 * stream alone stays as it is.
 */
export function joinStreams(streams: readonly Marked[]): Marked {
  const [first] = streams;
  if (!first) throw new RangeError('nothing to join');
  if (streams.length === 1) return first;
  const views = streams.map(({ view }) => view);
  const count = views.reduce((sum, view) => sum + view.count, 0);
  const has = first.view;
  const time = new Float64Array(count);
  const length = new Uint32Array(count);
  const direction = new Uint8Array(count);
  const serverPort = has.serverPort && new Uint16Array(count);
  const protocols = has.protocols && new Uint8Array(count);
  const devices = new Int32Array(count);
  let at = 0;
  let begin = has.time[0] ?? 0;
  for (const stream of streams) {
    const { view } = stream;
    if (view.count === 0) continue;
    const shift = begin - (view.time[0] as number);
    for (let i = 0; i < view.count; i++) time[at + i] = (view.time[i] as number) + shift;
    length.set(view.length, at);
    direction.set(view.direction, at);
    if (serverPort && view.serverPort) serverPort.set(view.serverPort, at);
    if (protocols && view.protocols) protocols.set(view.protocols, at);
    devices.set(stream.devices, at);
    at += view.count;
    begin = (time[at - 1] as number) + PAUSE;
  }
  const view = { vantage: has.vantage, count, time, length, direction, serverPort, protocols };
  return { view, devices };
}

/** The stream's packets `from` to `end`, without the latter. */
export function sliceStream(
  { view, devices, connections }: Stream,
  from: number,
  end: number,
): Stream {
  return {
    view: sliceView(view, from, end),
    devices: devices.subarray(from, end),
    connections: connections.subarray(from, end),
  };
}
