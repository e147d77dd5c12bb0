import { sightingEvidence } from '../../contract/tunnel-sighting';
import type { Datagram } from './datagram';
import type { Judge, Verdict } from './judge';
import { OpenVpnMarks } from './openvpn-marks';
import { mayBeginRecord, RecordStream, type TakeRecord } from './record-stream';

const SYN = 0x02;

/** OpenVPN over TCP: the chain of lengths in the stream, and OpenVPN's marks in its records. */
export class OpenVpnTcpJudge implements Judge {
  readonly streams: readonly [RecordStream, RecordStream];
  private readonly marks = new OpenVpnMarks();
  private synDirection: 0 | 1 | null = null;

  /** @param take is told of every record, too */
  constructor(take: TakeRecord = () => undefined) {
    const seen: TakeRecord = (record, row) => {
      this.marks.see(record);
      take(record, row);
    };
    this.streams = [new RecordStream(0, seen), new RecordStream(1, seen)];
  }

  static mayBegin(segment: Datagram): boolean {
    return mayBeginRecord(segment);
  }

  get alive(): boolean {
    const [one, other] = this.streams;
    const broken = one.broken + other.broken;
    return broken === 0 || one.records + other.records >= 8 * broken;
  }

  /** @param row of the segment, for `take` */
  see(segment: Datagram, row = -1): void {
    const stream = this.streams[segment.direction];
    if ((segment.flags & SYN) !== 0) {
      stream.begin(segment.sequence);
      if ((segment.flags & 0x10) === 0) this.synDirection = segment.direction;
    } else if (segment.length > 0) stream.push(segment, row);
  }

  /** Reads what still waits for bytes that never came. */
  finish(): void {
    for (const stream of this.streams) stream.finish();
  }

  verdict(): Verdict | null {
    const records = this.streams[0].records + this.streams[1].records;
    const evidence = sightingEvidence('openvpn-lengths-in-stream', { records });
    const verdict = this.marks.verdict('openvpn-tcp', [evidence]);
    if (verdict === null || verdict.clientDirection !== null) return verdict;
    return { ...verdict, clientDirection: this.synDirection };
  }
}
