import type { VantageName, ViewWithOrigin } from '../contract/vantage';

/** Collects a tunnel's outer packets in growing columns and puts them in time order at the end. */
export class OuterStream {
  private count = 0;
  private time: Float64Array;
  private length: Uint32Array;
  private direction: Uint8Array;
  private origin: Int32Array;

  constructor(capacity: number) {
    this.time = new Float64Array(capacity);
    this.length = new Uint32Array(capacity);
    this.direction = new Uint8Array(capacity);
    this.origin = new Int32Array(capacity);
  }

  /** @param origin Row of the captured packet carried, or -1 for the tunnel's own. */
  add(time: number, length: number, direction: number, origin: number): void {
    if (this.count === this.time.length) this.grow();
    // The stream is nearly sorted: each packet moves at most past those of the last milliseconds.
    let place = this.count++;
    while (place > 0 && (this.time[place - 1] as number) > time) {
      this.time[place] = this.time[place - 1] as number;
      this.length[place] = this.length[place - 1] as number;
      this.direction[place] = this.direction[place - 1] as number;
      this.origin[place] = this.origin[place - 1] as number;
      place--;
    }
    this.time[place] = time;
    this.length[place] = length;
    this.direction[place] = direction;
    this.origin[place] = origin;
  }

  inTimeOrder(vantage: VantageName): ViewWithOrigin {
    const { count } = this;
    return {
      view: {
        vantage,
        count,
        time: this.time.slice(0, count),
        length: this.length.slice(0, count),
        direction: this.direction.slice(0, count),
        serverPort: null,
        protocols: null,
      },
      origin: this.origin.slice(0, count),
    };
  }

  private grow(): void {
    const size = this.time.length * 2 + 64;
    const time = new Float64Array(size);
    time.set(this.time);
    const length = new Uint32Array(size);
    length.set(this.length);
    const direction = new Uint8Array(size);
    direction.set(this.direction);
    const origin = new Int32Array(size);
    origin.set(this.origin);
    Object.assign(this, { time, length, direction, origin });
  }
}
