import type { Datagram } from './datagram';

/** The records of one TCP connection in the order in which they became whole. */
export class RecordList {
  readonly time: number[] = [];
  /** 0: sent by the flow's first end. */
  readonly direction: number[] = [];
  /** Bytes behind the two of the length. */
  readonly length: number[] = [];
  readonly opcode: number[] = [];
  /** Number of the frame, in its file, with the last byte. */
  readonly frame: number[] = [];

  get count(): number {
    return this.time.length;
  }

  add(record: Datagram, frame: number): void {
    this.time.push(record.time);
    this.direction.push(record.direction);
    this.length.push(record.length);
    this.opcode.push(record.byte(0) >> 3);
    this.frame.push(frame);
  }
}
