const NEVER = Number.POSITIVE_INFINITY;
const FIRST = 64;

/** Records of a stream, first in, first out: time, bytes, origin and kind of each, in a ring that grows. */
export class RecordQueue {
  /** Time of the first; NEVER when there is none. */
  time = NEVER;
  /** Of the first: its bytes, and what a segment says of it. */
  bytes = 0;
  origin = -1;
  kind = 0;
  private times = new Float64Array(FIRST);
  private fields = new Int32Array(3 * FIRST);
  private first = 0;
  private count = 0;

  push(time: number, bytes: number, origin: number, kind: number): void {
    if (this.count === this.times.length) this.grow();
    const at = (this.first + this.count) & (this.times.length - 1);
    this.times[at] = time;
    this.fields[3 * at] = bytes;
    this.fields[3 * at + 1] = origin;
    this.fields[3 * at + 2] = kind;
    if (this.count++ === 0) this.read();
  }

  shift(): void {
    this.first = (this.first + 1) & (this.times.length - 1);
    this.count--;
    this.read();
  }

  private read(): void {
    const { first } = this;
    const isEmpty = this.count === 0;
    this.time = isEmpty ? NEVER : (this.times[first] as number);
    this.bytes = isEmpty ? 0 : (this.fields[3 * first] as number);
    this.origin = this.fields[3 * first + 1] as number;
    this.kind = this.fields[3 * first + 2] as number;
  }

  private grow(): void {
    const { times, fields, first } = this;
    this.times = new Float64Array(2 * times.length);
    this.times.set(times.subarray(first));
    this.times.set(times.subarray(0, first), times.length - first);
    this.fields = new Int32Array(2 * fields.length);
    this.fields.set(fields.subarray(3 * first));
    this.fields.set(fields.subarray(0, 3 * first), fields.length - 3 * first);
    this.first = 0;
  }
}
