const NEVER = Number.POSITIVE_INFINITY;

/** Records that are to be written into a connection, in order of time. */
export class WriteQueue {
  /** Of the first; NEVER when there is none. */
  time = NEVER;
  private times: number[] = [];
  private fields: number[] = [];
  private first = 0;
  private latest = Number.NEGATIVE_INFINITY;

  get bytes(): number {
    return this.fields[3 * this.first] as number;
  }

  get origin(): number {
    return this.fields[3 * this.first + 1] as number;
  }

  get kind(): number {
    return this.fields[3 * this.first + 2] as number;
  }

  /** @returns When it is written: not before those that were there. */
  push(time: number, bytes: number, origin: number, kind: number): number {
    this.latest = Math.max(this.latest, time);
    this.times.push(this.latest);
    this.fields.push(bytes, origin, kind);
    this.time = this.times[this.first] as number;
    return this.latest;
  }

  shift(): void {
    if (++this.first === this.times.length) {
      this.times.length = 0;
      this.fields.length = 0;
      this.first = 0;
    } else if (this.first === 4096) {
      this.times = this.times.slice(this.first);
      this.fields = this.fields.slice(3 * this.first);
      this.first = 0;
    }
    this.time = this.first < this.times.length ? (this.times[this.first] as number) : NEVER;
  }
}
