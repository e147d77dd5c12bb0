import { DATA } from '../../contract/vantage';
import type { Carrier, OuterSink } from '../tunnels/carrier';
import { controlFrames, dataFrames } from '../tunnels/outer-frames';
import type { Tunnel } from '../tunnels/tunnel';

/** Time for one more full-size packet on a 1 Gbit/s line, in seconds. */
export const SERIALISATION = 12e-6;

/** Outer UDP datagrams or ESP packets: one for each packet inside, fragmented where it does not fit. */
export class Datagrams implements Carrier {
  /** By inner length: the frame that carries it; 0 where it takes several. */
  private readonly frame: Uint16Array;

  constructor(
    private readonly tunnel: Tunnel,
    private readonly sink: OuterSink,
  ) {
    const lengths = { length: Math.max(tunnel.innerMtu, tunnel.mss + 40) + 1 };
    this.frame = Uint16Array.from(lengths, (_, inner) => {
      const [first = 0, ...more] = dataFrames(tunnel, inner);
      return more.length === 0 ? first : 0;
    });
  }

  open(): void {
    // Nothing goes before the first datagram.
  }

  data(time: number, inner: number, direction: number, origin: number): number {
    const frame = this.frame[inner] as number;
    if (frame !== 0) {
      this.sink.add(time, frame, direction, origin, DATA);
      return time;
    }
    return this.sendAll(time, dataFrames(this.tunnel, inner), direction, origin, DATA);
  }

  control(time: number, payload: number, direction: number, kind: number): void {
    this.sendAll(time, controlFrames(this.tunnel, payload), direction, -1, kind);
  }

  advance(): void {
    // Nothing is kept back.
  }

  finish(): void {
    // Nothing is kept back.
  }

  private sendAll(
    time: number,
    frames: readonly number[],
    direction: number,
    origin: number,
    kind: number,
  ): number {
    let at = time - SERIALISATION;
    for (const frame of frames) {
      at += SERIALISATION;
      this.sink.add(at, frame, direction, origin, kind);
    }
    return at;
  }
}
