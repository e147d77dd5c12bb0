/** Takes outer packets as an eavesdropper sees them; `origin` and `kind` as in ViewWithOrigin. */
export interface OuterSink {
  add(time: number, length: number, direction: number, origin: number, kind: number): unknown;
}

/** What brings a tunnel's packets over the line. Times are seconds since the epoch. */
export interface Carrier {
  /** The tunnel is about to come up: at `time` its first packet is to pass. */
  open(time: number): void;
  /**
   * A packet of the home.
   * @param inner its IP length, at most the tunnel's MTU
   * @returns When its last part has passed, as far as that is known.
   */
  data(time: number, inner: number, direction: number, origin: number): number;
  /** A packet of the tunnel itself, of `payload` bytes; in time order. */
  control(time: number, payload: number, direction: number, kind: number): void;
  /** Tells that nothing comes from before `time` any more. */
  advance(time: number): void;
  /** Tells that nothing comes any more. */
  finish(): void;
}
